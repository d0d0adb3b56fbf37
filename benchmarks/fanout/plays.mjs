/**
 * A thousand viewers press play: each fetches what a player needs for its first picture, from connections and addresses of its own.
 * Run by `run.mjs`.
 */
import { Agent, get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** A viewer who sees nothing after so long has left. */
const PATIENCE_MS = 10_000;

const fetchText = (url, options) =>
  new Promise((resolve, reject) => {
    const request = get(url, options, (response) => {
      if (response.statusCode !== 200) {
        response.resume();
        return reject(new Error(`${url}: ${response.statusCode}`));
      }
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString('latin1')));
      response.on('error', reject);
    });
    request.on('error', reject);
  });

const lines = (playlist) => playlist.split('\n').map((line) => line.trim());
const attribute = (line, name) => new RegExp(`${name}="([^"]*)"`).exec(line)?.[1];

const isUri = (line) => line && !line.startsWith('#');

/** Master, media playlist, initialization and the last segment: what comes before the first picture. */
async function play(master, localAddress) {
  const agent = new Agent({ keepAlive: true, maxSockets: 2 });
  const options = { agent, localAddress, signal: AbortSignal.timeout(PATIENCE_MS) };
  try {
    const variant = lines(await fetchText(master, options)).find(isUri);
    const playlistUrl = new URL(variant, master);
    const playlist = lines(await fetchText(playlistUrl, options));
    const map = playlist.find((line) => line.startsWith('#EXT-X-MAP'));
    const segment = playlist.findLast(isUri);
    const media = [map && attribute(map, 'URI'), segment].filter(Boolean);
    if (!segment) throw new Error(`${playlistUrl} has no segment`);
    await Promise.all(media.map((uri) => fetchText(new URL(uri, playlistUrl), options)));
  } finally {
    agent.destroy();
  }
}

/**
 * @param {string} master address of a stream
 * @param {{ count: number, overSeconds: number }} options they arrive one after the other
 * @returns {Promise<{ played: number, medianMs: number, slowestMs: number, errors: string[] }>}
 */
export async function playAll(master, { count, overSeconds }) {
  const took = [];
  const errors = [];
  const startedAt = performance.now();
  const viewers = [];
  for (let index = 0; index < count; index++) {
    await wait(Math.max(0, startedAt + (index * overSeconds * 1000) / count - performance.now()));
    const beganAt = performance.now();
    viewers.push(
      play(master, `127.${2 + (index % 200)}.9.${1 + Math.floor(index / 200)}`).then(
        () => took.push(performance.now() - beganAt),
        (error) => errors.push(error.message),
      ),
    );
  }
  await Promise.all(viewers);
  took.sort((a, b) => a - b);
  return { played: took.length, medianMs: took[Math.floor(took.length / 2)], slowestMs: took.at(-1), errors };
}
