/** Sets up what a cell plays: hosts, addresses, offsets and the truth that the pictures are judged by. */
import { FRAME_PHASES_MS, LATENCIES_MS, STALLED_PLAYER, STREAMS, TRIMMED_SEGMENTS } from './cells.mjs';
import { highRateMedia } from './high-rate-media.mjs';
import { exampleMedia, VodHost } from './vod-host.mjs';

/** More than any cell plays, in seconds, and little enough to be parsed in no time. */
const VOD_SECONDS = 300;

/** Alike for all: the one rendition of the main table, and those of the section that switches. */
const RENDITION = '360p';
const SWITCHED_RENDITIONS = ['160p', '360p', '720p'];

/** Little ahead, so that a stall comes soon and a seek is never into what is there already. */
const HLS_OVERRIDES = { maxBufferLength: 4, maxMaxBufferLength: 4, capLevelToPlayerSize: false };

const VALIDATED_POSITIONS = 400;

export class Stage {
  /** @type {VodHost[]} */
  hosts = [];

  /** @returns what the page needs to know of a cell */
  async set(cell, run) {
    while (this.hosts.length < cell.players) this.hosts.push(await new VodHost().listen());
    const high = cell.media === 'fps60' ? await highRateMedia(cell.players) : null;
    const latencies = LATENCIES_MS[cell.latencies];
    const renditions = cell.switchLevelsEveryMs ? SWITCHED_RENDITIONS : [RENDITION];
    const phasesMs = FRAME_PHASES_MS.slice(0, cell.players);
    const players = phasesMs.map((phaseMs, i) => {
      const stream = STREAMS[i];
      const skipSegments = cell.trimmed ? TRIMMED_SEGMENTS[i] : 0;
      const vod = {
        stream,
        renditions,
        skipSegments,
        seconds: VOD_SECONDS + (cell.windowMs ?? 0) / 1000,
        latencyMs: latencies[i % latencies.length],
        ...(high && { folder: high.folders[i] }),
      };
      const startOffset = high
        ? high.startOffsetSeconds[i]
        : exampleMedia.startOffsetSeconds(stream) + skipSegments * exampleMedia.segmentSeconds;
      return { url: this.hosts[i].serve(vod, run), offset: -startOffset - phaseMs / 1000 };
    });
    const offsets = players.map(({ offset }) => offset);
    const { frameRate, roundSeconds } = high ?? exampleMedia;
    return {
      urls: players.map(({ url }) => url),
      offsets,
      truth: { offsets, phasesMs, frameRate, roundSeconds },
      hls: HLS_OVERRIDES,
      levels: renditions.length,
      stalledPlayer: STALLED_PLAYER,
      positions: VALIDATED_POSITIONS,
    };
  }

  openGates() {
    for (const host of this.hosts) host.openGate();
  }

  close() {
    for (const host of this.hosts) host.close();
  }
}
