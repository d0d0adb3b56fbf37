/** Sample streams as plain files: HLS whose segments are byte ranges, so that any static host can serve them. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { masterPlaylist } from '../../examples/origin/playlists.mjs';

const MEDIA = join(import.meta.dirname, '../../examples/media');

/** Enough for a wall, and small: about 1.4 MB a stream. */
const MAX_STREAMS = 6;
const MAX_HEIGHT = 360;

/** Fragmented MP4 with EXT-X-MAP needs 6; Apple's tools write 7. */
const VERSION = 7;

/**
 * @param {{ file: string, initBytes: number, fragmentBytes: number[] }} rendition
 * @param {{ segmentMs: number, fragmentMs: number }} timing
 * @param {string} url of the rendition's one file
 */
export function byteRangePlaylist({ initBytes, fragmentBytes }, { segmentMs, fragmentMs }, url) {
  const seconds = segmentMs / 1000;
  const perSegment = segmentMs / fragmentMs;
  const lines = [
    '#EXTM3U',
    `#EXT-X-VERSION:${VERSION}`,
    `#EXT-X-TARGETDURATION:${Math.ceil(seconds)}`,
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MAP:URI="${url}",BYTERANGE="${initBytes}@0"`,
  ];
  let offset = initBytes;
  for (let first = 0; first < fragmentBytes.length; first += perSegment) {
    const fragments = fragmentBytes.slice(first, first + perSegment);
    const size = fragments.reduce((total, bytes) => total + bytes, 0);
    const duration = (fragments.length * fragmentMs) / 1000;
    lines.push(`#EXTINF:${duration.toFixed(5)},`, `#EXT-X-BYTERANGE:${size}@${offset}`, url);
    offset += size;
  }
  return `${[...lines, '#EXT-X-ENDLIST'].join('\n')}\n`;
}

/**
 * Writes `<folder>/<stream>/master.m3u8` and what it names.
 *
 * @param {string} folder
 * @returns {string[]} the ids of the streams
 */
export function writeStaticMedia(folder) {
  const index = JSON.parse(readFileSync(join(MEDIA, 'index.json'), 'utf8'));
  const streams = index.streams.filter(({ poster }) => poster).slice(0, MAX_STREAMS);
  for (const { id, poster, renditions } of streams) {
    const small = renditions.filter(({ height }) => height <= MAX_HEIGHT);
    const target = join(folder, id);
    mkdirSync(target, { recursive: true });
    copyFileSync(join(MEDIA, poster), join(target, 'poster.jpg'));
    writeFileSync(join(target, 'master.m3u8'), masterPlaylist({ renditions: small }, index.frameRate));
    for (const rendition of small) {
      const file = `${rendition.name}.mp4`;
      copyFileSync(join(MEDIA, rendition.file), join(target, file));
      writeFileSync(join(target, `${rendition.name}.m3u8`), byteRangePlaylist(rendition, index, file));
    }
  }
  return streams.map(({ id }) => id);
}
