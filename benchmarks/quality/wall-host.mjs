/** Serves the tiles of a wall through one link, from one host or from one for each tile. */
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Catalog } from '../../examples/origin/catalog.mjs';
import { corsHeaders, send } from '../../examples/origin/exchange.mjs';
import { Link } from '../../examples/origin/link.mjs';
import { completeSegments, liveSegment, liveWindow } from '../../examples/origin/live-timeline.mjs';
import { masterPlaylist, mediaPlaylist } from '../../examples/origin/playlists.mjs';
import { makeMedia } from './make-media.mjs';

/** A live playlist lists so many segments. */
const WINDOW_SEGMENTS = 6;

/** How long a live stream has run when its wall opens, in ms. */
const LIVE_SINCE_MS = 600_000;

/** Longer than any scenario and its seeks. */
const VOD_SECONDS = 300;

/** What is written at a time where the link has no limit. */
const UNLIMITED_CHUNK_BYTES = 65_536;

/** Runs begin elsewhere in the pattern of the stalled responses, alike for all contenders. */
const STALL_STEP = 37;

const HLS_TYPE = 'application/vnd.apple.mpegurl';
const PATH = /^\/(\d+)\/(\d+)\/(?:(master)\.m3u8|(\w+)\.m3u8|(\w+)\/(?:(init)\.mp4|(\d+)\.m4s))$/;

const now = () => performance.timeOrigin + performance.now();
const sleep = (ms, signal) => delay(ms, undefined, { signal });

/**
 * Whether this segment of the wall is one that hangs: exactly one of `stallEvery`, spread over the tiles.
 * @param {{ stallEvery: number | null, tiles: number, run: number }} wall
 */
export function isStalled({ stallEvery, tiles, run }, tile, ordinal) {
  if (stallEvery === null) return false;
  return (ordinal * tiles + tile + run * STALL_STEP) % stallEvery === Math.floor(stallEvery / 2);
}

/**
 * @typedef {object} WallRequest
 * @property {number} atMs wall clock
 * @property {number} tile
 * @property {number | null} height of the rendition; null for playlists
 * @property {number} bytes of the body that went through the link
 */

export class WallHost {
  #servers = [];
  #walls = new Map();
  #catalogs = new Map();

  /**
   * @param {object} [options]
   * @param {boolean} [options.ownHosts] without, a browser has six connections for all tiles, as HTTP/1.1 has it
   * @param {(recording: string) => Catalog} [options.catalogOf]
   */
  constructor({ ownHosts = false, catalogOf = (recording) => new Catalog(makeMedia(recording)) } = {}) {
    this.ownHosts = ownHosts;
    this.catalogOf = catalogOf;
  }

  /**
   * @param {string} id
   * @param {object} scenario
   * @param {number} run
   * @returns {Promise<{ urls: string[], ladder: { height: number, width: number, bitrateBps: number }[] }>}
   */
  async open(id, scenario, run) {
    const { tiles, recording, bandwidthBps } = scenario;
    const catalog = this.#catalogs.get(recording) ?? this.catalogOf(recording);
    this.#catalogs.set(recording, catalog);
    const [{ renditions }] = catalog.index.streams;
    for (const { file } of renditions) await catalog.read(file);
    while (this.#servers.length < (this.ownHosts ? tiles : 1)) await this.#listen();
    const epochMs = now() - LIVE_SINCE_MS;
    const link = bandwidthBps === null ? null : new Link({ bandwidthBps, now, sleep });
    this.#walls.set(id, { ...scenario, run, catalog, epochMs, link, requests: [], hung: new Set() });
    const origin = (tile) => `http://127.0.0.1:${this.#servers[this.ownHosts ? tile : 0].address().port}`;
    return {
      urls: Array.from({ length: tiles }, (_, tile) => `${origin(tile)}/${id}/${tile}/master.m3u8`),
      ladder: renditions.map(({ height, width, averageBandwidth }) => ({
        height,
        width,
        bitrateBps: averageBandwidth,
      })),
    };
  }

  /** For what is under way too. */
  setBandwidth(id, bandwidthBps) {
    this.#walls.get(id).link.bandwidthBps = bandwidthBps;
  }

  /** @returns {WallRequest[]} */
  requests(id) {
    return this.#walls.get(id).requests;
  }

  forget(id) {
    this.#walls.delete(id);
  }

  close() {
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
    }
  }

  async #listen() {
    const server = createServer((request, response) => {
      const controller = new AbortController();
      response.on('close', () => controller.abort());
      this.#answer(request, response, controller.signal).catch(() => response.destroy());
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    this.#servers.push(server);
  }

  async #answer(request, response, signal) {
    const { pathname } = new URL(request.url, 'http://wall');
    const [, id, tileName, master, playlist, folder, init, sequence] = PATH.exec(pathname) ?? [];
    const wall = this.#walls.get(id);
    const stream = wall?.catalog.index.streams[0];
    const rendition = stream?.renditions.find(({ name }) => name === (playlist ?? folder));
    if (!wall || !(master || rendition)) return void response.writeHead(404, corsHeaders).end();
    const tile = Number(tileName);
    const entry = { atMs: now(), tile, height: folder ? rendition.height : null, bytes: 0 };
    wall.requests.push(entry);
    const link = countingLink(wall.link, entry);
    const exchange = { request, response, signal, now, sleep };
    let delayMs = wall.roundTripMs;
    if (sequence && this.#hangs(wall, tile, Number(sequence))) delayMs += wall.stallMs;
    // What is listed is what there is when the request arrives, half a round trip after it was sent.
    await sleep(delayMs / 2, signal);
    const reply = master
      ? { type: HLS_TYPE, body: masterPlaylist(stream, wall.catalog.index.frameRate) }
      : playlist
        ? { type: HLS_TYPE, body: listSegments(wall, tile, playlist) }
        : await media(wall, tile, rendition, init ? null : Number(sequence));
    await send(exchange, { ...reply, delayMs: delayMs / 2, link });
  }

  #hangs(wall, tile, sequence) {
    const ordinal = sequence - (wall.mode === 'live' ? firstSequence(wall) : 0);
    const key = `${tile}/${sequence}`;
    if (wall.hung.has(key) || !isStalled(wall, tile, ordinal)) return false;
    wall.hung.add(key);
    return true;
  }
}

/** The first that any playlist lists, so that the pattern of stalls does not depend on the time of day. */
const firstSequence = ({ catalog }) => LIVE_SINCE_MS / catalog.index.segmentMs - WINDOW_SEGMENTS - 1;

/** Tiles whose segments all end at once would ask for the next all at once: real streams do not. */
function recordingOf({ catalog, tiles }, tile) {
  const { durationMs, segmentMs } = catalog.index;
  return { durationMs, segmentMs, startOffsetMs: (tile * segmentMs) / tiles };
}

function listSegments(wall, tile, rendition) {
  const { segmentMs } = wall.catalog.index;
  if (wall.mode === 'vod') {
    const segments = Array.from({ length: (VOD_SECONDS * 1000) / segmentMs }, (_, sequence) => ({ sequence }));
    return mediaPlaylist({ rendition, segments, segmentMs, ended: true });
  }
  const recording = recordingOf(wall, tile);
  const segments = liveWindow({
    nowMs: now(),
    recording,
    epochMs: wall.epochMs,
    windowSegments: WINDOW_SEGMENTS,
  });
  return mediaPlaylist({ rendition, segments, segmentMs, ended: false });
}

/** @param {number | null} sequence null: the initialization segment */
async function media(wall, tile, rendition, sequence) {
  const recording = recordingOf(wall, tile);
  if (sequence === null) return { type: 'video/mp4', immutable: true, body: await wall.catalog.initSegment(rendition) };
  if (sequence >= completeSegments(now(), recording, wall.epochMs)) return { status: 404, body: 'No such segment\n' };
  const { index, loop } = liveSegment(sequence, recording, wall.epochMs);
  return { type: 'video/mp4', immutable: true, body: await wall.catalog.segment(rendition, index, loop) };
}

/** The link, and how much of it one request used. */
const countingLink = (link, entry) => ({
  get chunkBytes() {
    return link?.chunkBytes ?? UNLIMITED_CHUNK_BYTES;
  },
  async transfer(bytes, signal) {
    await link?.transfer(bytes, signal);
    entry.bytes += bytes;
  },
});
