import type { RecordedRendition, RecordedSegment, Recording } from '../vods/recording.ts';
import { masterPlaylist } from './live-playlist.ts';

/** Fragmented MP4 with EXT-X-MAP needs 6; Apple's tools write 7. */
const VERSION = 7;

/** The playlists of what was recorded, by their names: `master.m3u8`, and one for each rendition. */
export function vodPlaylists(recording: Recording): Map<string, string> {
  return new Map([
    ['master.m3u8', masterPlaylist(recording.renditions)],
    ...recording.renditions.map((rendition) => [`${rendition.name}.m3u8`, vodPlaylist(rendition, recording)] as const),
  ]);
}

/** The media playlist of one rendition. */
export function vodPlaylist(
  { name, init, segments }: RecordedRendition,
  { isDated = true }: Pick<Recording, 'isDated'> = {},
): string {
  const longest = segments.reduce((most, { durationMs }) => Math.max(most, Math.round(durationMs / 1000)), 1);
  let map: string | null = null;
  const list = (segment: RecordedSegment): string[] => {
    const own = segment.init ?? init;
    const isOther = own !== map;
    map = own;
    return [
      ...(segment.isDiscontinuity ? ['#EXT-X-DISCONTINUITY'] : []),
      ...(isOther ? [`#EXT-X-MAP:URI="${name}/${own}"`] : []),
      ...(isDated ? [`#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.startMs).toISOString()}`] : []),
      `#EXTINF:${(segment.durationMs / 1000).toFixed(5)},`,
      `${name}/${segment.name}`,
    ];
  };
  const lines = [
    '#EXTM3U',
    `#EXT-X-VERSION:${VERSION}`,
    `#EXT-X-TARGETDURATION:${longest}`,
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...segments.flatMap(list),
    '#EXT-X-ENDLIST',
  ];
  return `${lines.join('\n')}\n`;
}
