import type { CaptionTrack } from './player.ts';

const isCaption = (track: TextTrack): boolean => track.kind === 'captions' || track.kind === 'subtitles';

const captionTracks = (tracks: TextTrackList | undefined): TextTrack[] => [...(tracks ?? [])].filter(isCaption);

/** The tracks that a viewer may choose, and the one that is shown. A track's id is its place, since HTML leaves ids empty. */
export function readCaptions(tracks: TextTrackList | undefined): {
  captions: readonly CaptionTrack[];
  caption: string | null;
} {
  const list = captionTracks(tracks);
  const shown = list.findIndex((track) => track.mode === 'showing');
  return {
    captions: Object.freeze(
      list.map((track, index) => ({
        id: String(index),
        label: track.label || track.language,
        language: track.language,
      })),
    ),
    caption: shown < 0 ? null : String(shown),
  };
}

/** Shows one track and turns the others off. */
export function showCaption(tracks: TextTrackList | undefined, id: string | null): void {
  captionTracks(tracks).forEach((track, index) => {
    track.mode = String(index) === id ? 'showing' : 'disabled';
  });
}
