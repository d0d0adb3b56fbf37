/** What hls.js's light build (1.7.4) leaves out, by the tags that ask for it. A test watches that the list stays true. */
const MISSING_IN_LIGHT = new RegExp(
  [
    // Sound or text in playlists of their own: light plays silent, and knows no subtitles.
    '#EXT-X-MEDIA:(?=.*TYPE=(?:AUDIO|SUBTITLES))(?=.*URI=)',
    // CEA-608/708 captions inside the video.
    '#EXT-X-MEDIA:.*INSTREAM-ID=',
    // DRM. Whole-segment AES and SAMPLE-AES with a plain key ("identity", the default) are in light.
    '#EXT-X-(?:SESSION-)?KEY:(?!.*KEYFORMAT="identity").*KEYFORMAT=',
    // Variables: light asks for the address with the braces in it, and gets a 404.
    '#EXT-X-DEFINE:',
    '#EXT-X-DATERANGE:.*CLASS="com\\.apple\\.hls\\.interstitial"',
  ]
    .map((tag) => `^${tag}`)
    .join('|'),
  'm',
);

/** HEVC and AC-3 are missing only inside MPEG-TS: a media playlist without an initialization section (EXT-X-MAP). */
const CODECS_MISSING_IN_TS = /\b(?:hvc1|hev1|ac-3)\b/;

/**
 * Whether this playlist asks for something that only the full build of hls.js can do.
 *
 * @param codecs of the variant that a media playlist belongs to, as its CODECS attribute says
 */
export function needsFullBuild(playlist: string, codecs = ''): boolean {
  return (
    MISSING_IN_LIGHT.test(playlist) ||
    (CODECS_MISSING_IN_TS.test(codecs) && playlist.includes('#EXTINF') && !playlist.includes('#EXT-X-MAP'))
  );
}
