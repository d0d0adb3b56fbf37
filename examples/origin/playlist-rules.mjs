/** Reads media playlists and checks them against RFC 8216bis: for tests. Shares nothing with what writes them. */

/**
 * @typedef {object} Part
 * @property {string} uri
 * @property {number} seconds
 * @property {boolean} independent
 * @property {boolean} gap
 *
 * @typedef {object} Segment
 * @property {string} [uri] absent if it is not complete
 * @property {number} [seconds]
 * @property {number} [dateMs]
 * @property {boolean} discontinuity
 * @property {boolean} gap
 * @property {Part[]} parts
 * @property {number} msn
 * @property {number} discontinuitySequence
 *
 * @typedef {object} Playlist
 * @property {number} version
 * @property {number} target seconds
 * @property {number} mediaSequence
 * @property {number} skipped segments
 * @property {Segment[]} segments complete ones that are listed
 * @property {Segment | null} open the one that has only parts so far
 * @property {number} [partTarget] seconds
 * @property {Record<string, string>} control
 * @property {string[]} hints
 * @property {Record<string, string>[]} reports
 * @property {boolean} map
 * @property {boolean} ended
 */

/** @param {string} list */
const attributes = (list) =>
  Object.fromEntries(
    [...list.matchAll(/([A-Z-]+)=("[^"]*"|[^,]*)/g)].map(([, name, value]) => [name, `${value}`.replace(/^"|"$/g, '')]),
  );

/**
 * @param {string} text
 * @returns {Playlist}
 * @throws {SyntaxError} for a tag that is unknown, doubled or out of place
 */
export function readPlaylist(text) {
  if (!text.startsWith('#EXTM3U\n') || !text.endsWith('\n')) throw new SyntaxError('Not a playlist');
  /** @type {Playlist} */
  const playlist = {
    version: 1,
    target: Number.NaN,
    mediaSequence: 0,
    skipped: 0,
    segments: [],
    open: null,
    control: {},
    hints: [],
    reports: [],
    map: false,
    ended: false,
  };
  let discontinuitySequence = 0;
  /** @type {Segment | null} */
  let current = null;
  const seen = new Set();
  const segment = () => {
    const msn = playlist.mediaSequence + playlist.skipped + playlist.segments.length;
    current ??= { discontinuity: false, gap: false, parts: [], msn, discontinuitySequence };
    return current;
  };
  for (const line of text.trimEnd().split('\n').slice(1)) {
    const [, name = '', value = ''] = /^#(EXT[\w-]*):?(.*)$/.exec(line) ?? [];
    const once = (/** @type {() => void} */ set) => {
      if (seen.has(name)) throw new SyntaxError(`Twice: ${line}`);
      seen.add(name);
      set();
    };
    const fields = attributes(value);
    switch (name) {
      case 'EXT-X-VERSION':
        once(() => (playlist.version = Number(value)));
        break;
      case 'EXT-X-TARGETDURATION':
        once(() => (playlist.target = Number(value)));
        break;
      case 'EXT-X-MEDIA-SEQUENCE':
        if (current) throw new SyntaxError(`After a segment: ${line}`);
        once(() => (playlist.mediaSequence = Number(value)));
        break;
      case 'EXT-X-DISCONTINUITY-SEQUENCE':
        if (current) throw new SyntaxError(`After a segment: ${line}`);
        once(() => (discontinuitySequence = Number(value)));
        break;
      case 'EXT-X-SERVER-CONTROL':
        once(() => (playlist.control = fields));
        break;
      case 'EXT-X-PART-INF':
        once(() => (playlist.partTarget = Number(fields['PART-TARGET'])));
        break;
      case 'EXT-X-SKIP':
        once(() => (playlist.skipped = Number(fields['SKIPPED-SEGMENTS'])));
        break;
      case 'EXT-X-MAP':
        // Another one after each discontinuity.
        playlist.map = true;
        break;
      case 'EXT-X-INDEPENDENT-SEGMENTS':
      case 'EXT-X-PLAYLIST-TYPE':
        once(() => {});
        break;
      case 'EXT-X-ENDLIST':
        once(() => (playlist.ended = true));
        break;
      case 'EXT-X-DISCONTINUITY':
        if (segment().parts.length > 0) throw new SyntaxError('A discontinuity within a segment');
        segment().discontinuity = true;
        segment().discontinuitySequence = ++discontinuitySequence;
        break;
      case 'EXT-X-PROGRAM-DATE-TIME':
        segment().dateMs = Date.parse(value);
        break;
      case 'EXT-X-GAP':
        segment().gap = true;
        break;
      case 'EXT-X-PART':
        segment().parts.push({
          uri: `${fields['URI']}`,
          seconds: Number(fields['DURATION']),
          independent: fields['INDEPENDENT'] === 'YES',
          gap: fields['GAP'] === 'YES',
        });
        break;
      case 'EXTINF':
        segment().seconds = Number.parseFloat(value);
        break;
      case 'EXT-X-PRELOAD-HINT':
        if (fields['TYPE'] !== 'PART') throw new SyntaxError(line);
        playlist.hints.push(`${fields['URI']}`);
        break;
      case 'EXT-X-RENDITION-REPORT':
        playlist.reports.push(fields);
        break;
      default:
        if (line.startsWith('#')) throw new SyntaxError(`Unknown: ${line}`);
        playlist.segments.push({ ...segment(), uri: line });
        current = null;
    }
  }
  playlist.open = current;
  return playlist;
}

const equal = (/** @type {number} */ a, /** @type {number} */ b) => Math.abs(a - b) < 0.001;
const sum = (/** @type {{ seconds: number }[]} */ parts) => parts.reduce((total, { seconds }) => total + seconds, 0);

/**
 * Where a playlist ends.
 * @param {Playlist} playlist
 * @returns {{ msn: number, parts: number }} the first segment that is not complete, and how many parts of it there are
 */
export const edgeOf = ({ mediaSequence, skipped, segments, open }) => ({
  msn: mediaSequence + skipped + segments.length,
  parts: open?.parts.length ?? 0,
});

/**
 * @param {Playlist} playlist
 * @returns {string[]} what is wrong with it by itself
 */
export function violations(playlist) {
  const { version, target, segments, open, partTarget, control, hints, reports, ended, skipped, map } = playlist;
  /** @type {string[]} */
  const wrong = [];
  const must = (/** @type {unknown} */ holds, /** @type {string} */ rule) => {
    if (!holds) wrong.push(rule);
  };
  const all = open ? [...segments, open] : segments;
  const parts = all.flatMap((segment) => segment.parts);
  const uris = [...segments.map(({ uri }) => uri), ...parts.map(({ uri }) => uri), ...hints];

  must(Number.isInteger(target) && target > 0, '4.4.3.1: a target duration');
  for (const { seconds = Number.NaN } of segments) must(Math.round(seconds) <= target, '4.4.3.1: EXTINF within it');
  must(new Set(uris).size === uris.length, 'no URI twice');
  must(map || skipped > 0, '4.4.4.5: fragmented MP4 has EXT-X-MAP');
  must(version >= 6, '8: EXT-X-MAP needs version 6');
  must(version >= 8 || !segments.some(({ gap }) => gap), '8: EXT-X-GAP needs version 8');
  must(version >= 9 || skipped === 0, '8: EXT-X-SKIP needs version 9');
  must(hints.length <= 1 && !(ended && hints.length > 0), '4.4.5.3: one hint, none at the end');
  must(parts.length + hints.length === 0 || partTarget !== undefined, '4.4.3.7: parts need EXT-X-PART-INF');
  for (const segment of segments) {
    if (segment.parts.length > 0)
      must(equal(sum(segment.parts), Number(segment.seconds)), '4.4.4.9: parts make up their segment');
    must(segment.gap || !segment.parts.some(({ gap }) => gap), 'a segment with a gap in its parts has EXT-X-GAP');
  }
  if (open) must(open.parts.length > 0 && sum(open.parts) < target + 0.001, 'an open segment has parts, but not all');
  if (partTarget === undefined) return wrong;

  for (const { parts: own } of all)
    own.forEach(({ seconds }, i) => {
      must(seconds <= partTarget, '4.4.4.9: no part is longer than PART-TARGET');
      must(i === own.length - 1 || seconds >= 0.85 * partTarget, '4.4.4.9: all but the last have 85 % of it');
    });
  must(control['CAN-BLOCK-RELOAD'] === 'YES', 'B: low latency needs blocking reload');
  must(Number(control['PART-HOLD-BACK']) >= 3 * partTarget - 1e-4, '4.4.3.8: PART-HOLD-BACK of 3 parts');
  must(Number(control['HOLD-BACK']) >= 3 * target, '4.4.3.8: HOLD-BACK of 3 target durations');
  const skipUntil = control['CAN-SKIP-UNTIL'];
  must(skipUntil === undefined || Number(skipUntil) >= 6 * target, '4.4.3.8: CAN-SKIP-UNTIL of 6 target durations');
  must(skipped === 0 || skipUntil !== undefined, '4.4.5.2: no skipping that is not announced');
  const listed = segments.reduce((total, { seconds = 0 }) => total + seconds, 0) + (open ? sum(open.parts) : 0);
  must(skipped === 0 || listed >= Number(skipUntil) - 0.001, '4.4.5.2: nothing within the boundary is skipped');
  const { msn, parts: openParts } = edgeOf(playlist);
  for (const report of reports) {
    const last = openParts > 0 ? [msn, openParts - 1] : [msn - 1, Number(report['LAST-PART'])];
    must(Number(report['LAST-MSN']) === last[0] && Number(report['LAST-PART']) === last[1], '4.4.5.4: true reports');
  }
  return wrong;
}

/**
 * @param {Playlist} before
 * @param {Playlist} after a later one of the same stream, without a restart between
 * @returns {string[]} what is wrong with the change (RFC 8216bis, 6.2.1 and 6.2.2)
 */
export function changeViolations(before, after) {
  /** @type {string[]} */
  const wrong = [];
  const [from, to] = [edgeOf(before), edgeOf(after)];
  if (after.mediaSequence < before.mediaSequence) wrong.push('the media sequence went back');
  if (to.msn < from.msn || (to.msn === from.msn && to.parts < from.parts)) wrong.push('the edge went back');
  if (before.ended && (to.msn > from.msn || !after.ended)) wrong.push('something came after the end');
  if (before.target !== after.target || before.partTarget !== after.partTarget) wrong.push('a target changed');
  const known = new Map([...before.segments, ...(before.open ? [before.open] : [])].map((old) => [old.msn, old]));
  for (const now of [...after.segments, ...(after.open ? [after.open] : [])]) {
    const old = known.get(now.msn);
    if (!old) continue;
    const { msn } = now;
    if (old.uri !== undefined && old.uri !== now.uri) wrong.push(`segment ${msn} has another URI`);
    if (old.uri !== undefined && old.gap !== now.gap) wrong.push(`segment ${msn} changed its gap`);
    if (old.dateMs !== now.dateMs) wrong.push(`segment ${msn} has another date`);
    if (after.skipped === 0 && old.discontinuitySequence !== now.discontinuitySequence)
      wrong.push(`segment ${msn} has another discontinuity sequence number`);
    if (now.parts.length > 0 && JSON.stringify(old.parts) !== JSON.stringify(now.parts.slice(0, old.parts.length)))
      wrong.push(`segment ${msn} has other parts`);
  }
  const hinted = [...after.segments, ...(after.open ? [after.open] : [])].find(({ msn }) => msn === from.msn);
  const led = hinted?.parts[from.parts];
  if (before.hints[0] !== undefined && led && led.uri !== before.hints[0]) wrong.push('the hint led elsewhere');
  return wrong;
}
