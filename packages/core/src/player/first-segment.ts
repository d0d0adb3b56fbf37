/** The sequence number of the first segment is another than 0, which is also what it is where none is given. */
const BEGINS_LATER = /^#EXT-X-MEDIA-SEQUENCE:0*[1-9]/m;
/** A delta update leaves out the first segments. */
const IS_DELTA = /^#EXT-X-SKIP/m;
const PART = /^#EXT-X-PART:[^\n]*\n/gm;

/**
 * A playlist whose segment number 0 is loaded as a whole, once it is there as a whole.
 *
 * hls.js 1.7.4 takes 0 for no number (`detectEvictedFragments`), believes after each part of that segment that all of them are gone, and loads them again and again
 * until they are no longer listed, about 6 s. Encoders that start anew begin with 0.
 */
export function withWholeFirstSegment(playlist: string): string {
  const end = playlist.indexOf('#EXTINF');
  if (end < 0 || BEGINS_LATER.test(playlist) || IS_DELTA.test(playlist)) return playlist;
  return playlist.slice(0, end).replace(PART, '') + playlist.slice(end);
}
