/**
 * One host for each player, so that a browser's six connections to a host never make one player wait for another. Each serves one
 * VOD as long as is wanted: the example origin's looped recording, or a folder of HLS made by `high-rate-media.mjs`.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createOrigin } from '../../examples/origin/index.mjs';
import { masterPlaylist, mediaPlaylist } from '../../examples/origin/playlists.mjs';
import { Catalog } from '../../examples/origin/catalog.mjs';

const catalog = new Catalog(new URL('../../examples/media/', import.meta.url));
const HLS_TYPE = 'application/vnd.apple.mpegurl';
const OPEN = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' };

/**
 * @typedef {object} Vod
 * @property {string} stream of the example media
 * @property {string[]} renditions that the master playlist offers
 * @property {number} seconds
 * @property {number} skipSegments cut off at the beginning
 * @property {number} latencyMs before the first byte of a segment
 * @property {string} [folder] with `master.m3u8`, instead of the example media
 */

export class VodHost {
  #origin = createOrigin();
  /** @type {Vod | null} */
  #vod = null;
  /** Segments wait for this. */
  #gate = Promise.resolve();
  #openGate = () => {};
  #server = createServer((request, response) => {
    this.#answer(request, response).catch(() => response.destroy());
  });

  async listen() {
    await new Promise((done) => this.#server.listen(0, '127.0.0.1', done));
    return this;
  }

  /** @param {Vod} vod @param {number} run keeps the browser's cache of another run out */
  serve(vod, run) {
    this.#vod = vod;
    this.openGate();
    return `http://127.0.0.1:${this.#server.address().port}/${run}/master.m3u8`;
  }

  /** Segments asked for from now on hang. */
  closeGate() {
    this.#gate = new Promise((open) => {
      this.#openGate = open;
    });
  }

  openGate() {
    this.#openGate();
    this.#gate = Promise.resolve();
  }

  close() {
    this.openGate();
    this.#origin.close();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request, response) {
    const vod = this.#vod;
    const path = new URL(request.url, 'http://vod').pathname.replace(/^\/\d+\//, '');
    if (path.endsWith('.m4s')) {
      await delay(vod.latencyMs);
      await this.#gate;
      if (response.destroyed) return;
    }
    if (vod.folder) return sendFile(join(vod.folder, path), response);
    if (!path.endsWith('.m3u8')) {
      request.url = `/live/${vod.stream}/${path}`;
      return void this.#origin(request, response);
    }
    const { segmentMs, frameRate } = catalog.index;
    const { renditions } = catalog.streams.get(vod.stream);
    const offered = renditions.filter(({ name }) => vod.renditions.includes(name));
    const rendition = path.replace('.m3u8', '');
    const count = Math.ceil((vod.seconds * 1000) / segmentMs);
    const segments = Array.from({ length: count }, (_, i) => ({ sequence: vod.skipSegments + i }));
    response.writeHead(200, { ...OPEN, 'Content-Type': HLS_TYPE });
    response.end(
      rendition === 'master'
        ? masterPlaylist({ renditions: offered }, frameRate)
        : mediaPlaylist({ rendition, segments, segmentMs, ended: true }),
    );
  }
}

async function sendFile(file, response) {
  const { size } = await stat(file);
  const type = file.endsWith('.m3u8') ? HLS_TYPE : 'video/mp4';
  response.writeHead(200, { ...OPEN, 'Content-Type': type, 'Content-Length': size });
  createReadStream(file).pipe(response);
}

/** What is known of the example media. */
export const exampleMedia = {
  frameRate: catalog.index.frameRate,
  roundSeconds: catalog.index.durationMs / 1000,
  segmentSeconds: catalog.index.segmentMs / 1000,
  startOffsetSeconds: (stream) => catalog.streams.get(stream).startOffsetMs / 1000,
};
