/** HLS playlists (RFC 8216) as pure functions. All URLs are relative, so the origin may be mounted anywhere. */

/** @typedef {import('../media/build-index.mjs').Stream} Stream */

/**
 * @typedef {object} PlaylistSegment
 * @property {number} sequence
 * @property {number} [startMs] wall-clock time of its first frame, for PROGRAM-DATE-TIME
 */

/**
 * @typedef {object} MediaPlaylistOptions
 * @property {string} rendition its name: the folder of its segments
 * @property {PlaylistSegment[]} segments
 * @property {number} segmentMs
 * @property {boolean} ended VOD: complete and unchanging
 * @property {string} [query] with its question mark; carried to every URL
 */

/** Fragmented MP4 with EXT-X-MAP needs 6; Apple's tools write 7. */
const version = 7;

/**
 * @param {Stream} stream
 * @param {number} frameRate
 * @param {string} [query] with its question mark; carried to every URL
 */
export function masterPlaylist({ renditions }, frameRate, query = '') {
  const variants = renditions.flatMap(({ name, width, height, codecs, bandwidth, averageBandwidth }) => [
    `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},AVERAGE-BANDWIDTH=${averageBandwidth},RESOLUTION=${width}x${height},` +
      `FRAME-RATE=${frameRate.toFixed(3)},CODECS="${codecs}"`,
    `${name}.m3u8${query}`,
  ]);
  return lines([`#EXTM3U`, `#EXT-X-VERSION:${version}`, '#EXT-X-INDEPENDENT-SEGMENTS', ...variants]);
}

/** @param {MediaPlaylistOptions} options */
export function mediaPlaylist({ rendition, segments, segmentMs, ended, query = '' }) {
  const seconds = segmentMs / 1000;
  return lines([
    '#EXTM3U',
    `#EXT-X-VERSION:${version}`,
    `#EXT-X-TARGETDURATION:${Math.ceil(seconds)}`,
    ...(ended ? ['#EXT-X-PLAYLIST-TYPE:VOD'] : []),
    `#EXT-X-MEDIA-SEQUENCE:${segments[0]?.sequence ?? 0}`,
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MAP:URI="${rendition}/init.mp4${query}"`,
    ...segments.flatMap(({ sequence, startMs }) => [
      ...(startMs === undefined ? [] : [`#EXT-X-PROGRAM-DATE-TIME:${new Date(startMs).toISOString()}`]),
      `#EXTINF:${seconds.toFixed(5)},`,
      `${rendition}/${sequence}.m4s${query}`,
    ]),
    ...(ended ? ['#EXT-X-ENDLIST'] : []),
  ]);
}

/** @param {string[]} parts */
const lines = (parts) => `${parts.join('\n')}\n`;
