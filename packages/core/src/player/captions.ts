import type { CaptionTrack, PlayerState } from './player.ts';

/** On iPhones there is a kind that HTML does not know. */
const FORCED = 'forced';
const KINDS: ReadonlySet<string> = /* @__PURE__ */ new Set(['captions', 'subtitles', FORCED]);

/** What a source knows of a text track beyond the track itself. */
export type CaptionDetails = (track: TextTrack) => Pick<CaptionTrack, 'isDefault' | 'isForced'>;

const captionTracks = (tracks: TextTrackList | undefined): TextTrack[] =>
  [...(tracks ?? [])].filter(({ kind }) => KINDS.has(kind));

/**
 * The tracks that a viewer may choose, and the one that is shown. A track's id is its place, since HTML leaves ids empty.
 *
 * @param before stays, where nothing has changed
 */
export function readCaptions(
  tracks: TextTrackList | undefined,
  before: readonly CaptionTrack[] = [],
  details: CaptionDetails = () => ({}),
): Pick<PlayerState, 'captions' | 'caption'> {
  const list = captionTracks(tracks);
  const shown = list.findIndex((track) => track.mode === 'showing');
  const captions = list.map((track, index) => readCaption(track, index, details(track)));
  return { captions: unlessSame(before, captions), caption: shown < 0 ? null : String(shown) };
}

function readCaption(track: TextTrack, index: number, details: ReturnType<CaptionDetails>): CaptionTrack {
  const { label, language } = track;
  const kind = track.kind === 'captions' ? track.kind : 'subtitles';
  const isForced = (track.kind as string) === FORCED;
  return { id: String(index), label, language, kind, ...(isForced && { isForced }), ...details };
}

/**
 * Chromium shows a second track, in the language of the browser, where one is shown as soon as it is there. Nobody has asked for two.
 *
 * @param caption the one that stays, if it is still shown; a forced one makes way, since what does not know that kind does not hide it
 */
export function hideOthers(tracks: TextTrackList | undefined, caption: string | null): void {
  const list = captionTracks(tracks);
  const kept = list[Number(caption ?? NaN)];
  if (kept?.mode !== 'showing') return;
  const others = list.filter((track) => track !== kept && track.mode === 'showing');
  const [chosen] = others;
  const hidden = chosen && (kept.kind as string) === FORCED ? [kept, ...others.slice(1)] : others;
  for (const track of hidden) track.mode = 'disabled';
}

/** Shows one track and turns the others off. */
export function showCaption(tracks: TextTrackList | undefined, id: string | null): void {
  captionTracks(tracks).forEach((track, index) => {
    track.mode = String(index) === id ? 'showing' : 'disabled';
  });
}

/** A list that is read again and again is the same while it says the same. */
export const unlessSame = <Track>(before: readonly Track[], now: readonly Track[]): readonly Track[] =>
  JSON.stringify(before) === JSON.stringify(now) ? before : Object.freeze(now);
