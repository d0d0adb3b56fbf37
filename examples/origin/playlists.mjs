/** HLS playlists (RFC 8216bis) as pure functions. All URLs are relative, so the origin may be mounted anywhere. */

/** @typedef {import('../media/build-index.mjs').Stream} Stream */
/** @typedef {import('./live-view.mjs').ListedPart} ListedPart */

/**
 * @typedef {object} PlaylistSegment
 * @property {number} sequence
 * @property {string} [name] its file without the ending; its sequence number if absent
 * @property {number} [startMs] wall-clock time of its first frame, for PROGRAM-DATE-TIME
 * @property {boolean} [discontinuity]
 * @property {boolean} [gap]
 * @property {ListedPart[]} [parts]
 */

/**
 * @typedef {object} LowLatency
 * @property {number} partTargetSeconds
 * @property {Pick<PlaylistSegment, 'startMs' | 'discontinuity' | 'parts'>} open the segment that is not complete
 * @property {string | null} hint name of the part that comes next
 * @property {{ uri: string, msn: number, part: number }[]} reports of the other renditions: their last parts
 * @property {boolean} skip leave out what a client with a playlist still has
 */

/**
 * @typedef {object} MediaPlaylistOptions
 * @property {string} rendition its name: the folder of its segments
 * @property {PlaylistSegment[]} segments
 * @property {number} segmentMs
 * @property {boolean} ended nothing will be added
 * @property {boolean} [sliding] was live; otherwise what has ended is VOD: complete and unchanging
 * @property {number} [mediaSequence] of the first segment; its sequence number if absent
 * @property {number} [discontinuitySequence]
 * @property {LowLatency} [lowLatency]
 * @property {boolean} [text] WebVTT instead of MP4
 * @property {string} [query] with its question mark; carried to every URL
 */

/** Fragmented MP4 with EXT-X-MAP needs 6; Apple's tools write 7. EXT-X-GAP needs 8, EXT-X-SKIP 9. */
const version = 7;
const gapVersion = 8;
const skipVersion = 9;

/** The least that RFC 8216bis allows, in target durations: HOLD-BACK, CAN-SKIP-UNTIL. And in part targets, as it advises: */
const holdBackTargets = 3;
const skipBoundaryTargets = 6;
const partHoldBackTargets = 3;

/**
 * @param {Stream} stream
 * @param {number} frameRate
 * @param {string} [query] with its question mark; carried to every URL
 */
export function masterPlaylist({ renditions }, frameRate, query = '') {
  return lines([...masterHead, ...renditions.flatMap((one) => variant(one, frameRate, query))]);
}

const masterHead = ['#EXTM3U', `#EXT-X-VERSION:${version}`, '#EXT-X-INDEPENDENT-SEGMENTS'];

/**
 * @param {Stream['renditions'][number]} rendition
 * @param {number} frameRate
 * @param {string} query
 * @param {string} [groups] further attributes
 */
const variant = ({ name, width, height, codecs, bandwidth, averageBandwidth }, frameRate, query, groups = '') => [
  `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},AVERAGE-BANDWIDTH=${averageBandwidth},RESOLUTION=${width}x${height},` +
    `FRAME-RATE=${frameRate.toFixed(3)},CODECS="${codecs}"${groups}`,
  `${name}.m3u8${query}`,
];

/**
 * The master playlist of a stream whose sound and texts are tracks of their own.
 * @param {Stream['renditions']} pictures
 * @param {import('./tracks.mjs').Track[]} tracks
 * @param {number} frameRate
 * @param {string} [query] with its question mark; carried to every URL
 */
export function tracksPlaylist(pictures, tracks, frameRate, query = '') {
  const media = tracks.map(({ type, name, label, language, isDefault = false, isForced = false, traits = [] }) =>
    [
      `#EXT-X-MEDIA:TYPE=${type},GROUP-ID="${type.toLowerCase()}",NAME="${label}",LANGUAGE="${language}"`,
      `DEFAULT=${isDefault ? 'YES' : 'NO'},AUTOSELECT=YES`,
      ...(isForced ? ['FORCED=YES'] : []),
      ...(traits.length > 0
        ? [`CHARACTERISTICS="${traits.map((trait) => `public.accessibility.${trait}`).join()}"`]
        : []),
      `URI="${name}.m3u8${query}"`,
    ].join(),
  );
  const groups = ',AUDIO="audio",SUBTITLES="subtitles"';
  return lines([...masterHead, ...media, ...pictures.flatMap((one) => variant(one, frameRate, query, groups))]);
}

/** @param {MediaPlaylistOptions} options */
export function mediaPlaylist(options) {
  const { rendition, segments, segmentMs, ended, sliding = false, lowLatency, text = false, query = '' } = options;
  const { mediaSequence = segments[0]?.sequence ?? 0, discontinuitySequence = 0 } = options;
  const seconds = segmentMs / 1000;
  const url = (/** @type {string} */ name) => `${rendition}/${name}.${text ? 'vtt' : 'm4s'}${query}`;
  const skipped = lowLatency?.skip ? skippable(options, lowLatency) : 0;
  const gaps = segments.some(({ gap }) => gap);

  /** @param {Pick<PlaylistSegment, 'startMs' | 'discontinuity' | 'parts'>} segment */
  const begin = ({ startMs, discontinuity, parts = [] }) => [
    ...(discontinuity ? ['#EXT-X-DISCONTINUITY'] : []),
    ...(startMs === undefined ? [] : [`#EXT-X-PROGRAM-DATE-TIME:${new Date(startMs).toISOString()}`]),
    ...parts.map(
      (part) =>
        `#EXT-X-PART:DURATION=${part.seconds.toFixed(5)},URI="${url(part.name)}"` +
        `${part.independent ? ',INDEPENDENT=YES' : ''}${part.gap ? ',GAP=YES' : ''}`,
    ),
  ];
  /** @param {PlaylistSegment} segment */
  const list = (segment) => [
    ...begin(segment),
    ...(segment.gap ? ['#EXT-X-GAP'] : []),
    `#EXTINF:${seconds.toFixed(5)},`,
    url(segment.name ?? `${segment.sequence}`),
  ];
  return lines([
    '#EXTM3U',
    `#EXT-X-VERSION:${lowLatency ? skipVersion : gaps ? gapVersion : version}`,
    `#EXT-X-TARGETDURATION:${Math.ceil(seconds)}`,
    ...(lowLatency ? serverControl(lowLatency, Math.ceil(seconds)) : []),
    ...(ended && !sliding ? ['#EXT-X-PLAYLIST-TYPE:VOD'] : []),
    `#EXT-X-MEDIA-SEQUENCE:${mediaSequence}`,
    ...(discontinuitySequence > 0 ? [`#EXT-X-DISCONTINUITY-SEQUENCE:${discontinuitySequence}`] : []),
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...(skipped > 0 ? [`#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}`] : []),
    ...(skipped > 0 || text ? [] : [`#EXT-X-MAP:URI="${rendition}/init.mp4${query}"`]),
    ...segments.slice(skipped).flatMap((segment) => list(segment)),
    ...(lowLatency && lowLatency.open.parts?.length ? begin(lowLatency.open) : []),
    ...(lowLatency?.hint ? [`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${url(lowLatency.hint)}"`] : []),
    ...(lowLatency?.reports ?? []).map(
      ({ uri, msn, part }) => `#EXT-X-RENDITION-REPORT:URI="${uri}${query}",LAST-MSN=${msn},LAST-PART=${part}`,
    ),
    ...(ended ? ['#EXT-X-ENDLIST'] : []),
  ]);
}

/**
 * @param {LowLatency} lowLatency
 * @param {number} targetSeconds
 */
const serverControl = ({ partTargetSeconds }, targetSeconds) => [
  `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=${(skipBoundaryTargets * targetSeconds).toFixed(1)},` +
    `HOLD-BACK=${(holdBackTargets * targetSeconds).toFixed(1)},` +
    `PART-HOLD-BACK=${(partHoldBackTargets * partTargetSeconds).toFixed(5)}`,
  `#EXT-X-PART-INF:PART-TARGET=${partTargetSeconds.toFixed(5)}`,
];

/**
 * @param {MediaPlaylistOptions} options
 * @param {LowLatency} lowLatency
 * @returns {number} how many segments lie before the skip boundary, as a whole
 */
function skippable({ segments, segmentMs }, { open }) {
  const openMs = (open.parts ?? []).reduce((sum, part) => sum + part.seconds * 1000, 0);
  const boundaryMs = skipBoundaryTargets * Math.ceil(segmentMs / 1000) * 1000;
  return Math.max(0, segments.length - Math.ceil((boundaryMs - openMs) / segmentMs));
}

/** @param {string[]} parts */
const lines = (parts) => `${parts.join('\n')}\n`;
