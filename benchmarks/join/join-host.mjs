/** Serves pages, scripts and media through one link, text gzipped, every answer after a round trip. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Link } from '../../examples/origin/link.mjs';

const TYPES = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  m3u8: 'application/vnd.apple.mpegurl',
  m4s: 'video/iso.segment',
  mp4: 'video/mp4',
};
const IS_TEXT = /^(?:html|js|m3u8)$/;

const now = () => performance.timeOrigin + performance.now();
const sleep = (ms, signal) => delay(ms, undefined, { signal });

export class JoinHost {
  #server;
  #files = new Map();
  #folders;
  #link = null;
  #roundTripMs = 0;
  /** What was asked for since `reset()`: path, when, bytes. */
  requests = [];

  /** @param {Record<string, string>} folders by the first part of the path: `site`, `media` */
  constructor(folders) {
    this.#folders = folders;
  }

  async listen() {
    this.#server = createServer((request, response) => {
      const controller = new AbortController();
      response.on('close', () => controller.abort());
      this.#answer(request, response, controller.signal).catch(() => response.destroy());
    });
    this.#server.keepAliveTimeout = 60_000;
    await new Promise((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Begins anew, with an empty link. */
  reset({ bandwidthBps, roundTripMs }) {
    this.#link = new Link({ bandwidthBps, now, sleep });
    this.#roundTripMs = roundTripMs;
    this.requests = [];
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** A tile's number may stand before the name of a medium, so that each has addresses of its own. */
  #read(pathname) {
    const [, folder, rest] = /^\/(site|media)\/(?:tile\d+\/)?(.+)$/.exec(pathname) ?? [];
    if (!folder || normalize(rest).startsWith('..')) return null;
    const file = join(this.#folders[folder], rest);
    if (!this.#files.has(file)) {
      let entry = null;
      try {
        const extension = /[^.]*$/.exec(file)[0];
        const bytes = readFileSync(file);
        const zipped = IS_TEXT.test(extension);
        entry = { type: TYPES[extension], zipped, body: zipped ? gzipSync(bytes, { level: 9 }) : bytes };
      } catch {
        // A 404.
      }
      this.#files.set(file, entry);
    }
    return this.#files.get(file);
  }

  async #answer(request, response, signal) {
    const { pathname } = new URL(request.url, 'http://join');
    const entry = this.#read(pathname);
    const record = { path: pathname, atMs: now(), endMs: null };
    this.requests.push(record);
    const link = this.#link;
    await sleep(this.#roundTripMs, signal);
    if (!entry) return void response.writeHead(404).end();
    const { type, zipped, body } = entry;
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const start = range ? Number(range[1]) : 0;
    const end = range?.[2] ? Math.min(body.length, Number(range[2]) + 1) : body.length;
    response.writeHead(range ? 206 : 200, {
      'Content-Type': type,
      'Content-Length': end - start,
      'Cache-Control': 'no-store',
      'Access-Control-Allow-Origin': '*',
      ...(zipped ? { 'Content-Encoding': 'gzip' } : { 'Accept-Ranges': 'bytes' }),
      ...(range && { 'Content-Range': `bytes ${start}-${end - 1}/${body.length}` }),
    });
    for (let at = start; at < end;) {
      const next = Math.min(end, at + link.chunkBytes);
      await link.transfer(next - at, signal);
      // A reader that is slow, as of a file that is far ahead of its playback, holds back what follows.
      if (!response.write(body.subarray(at, next))) {
        await new Promise((resolve, reject) => {
          response.once('drain', resolve);
          signal.addEventListener('abort', reject, { once: true });
        });
      }
      at = next;
    }
    record.endMs = now();
    response.end();
  }
}
