import { matchLanguage } from './match-language.ts';

/** A caption track or an audio track, as a player tells of it. */
export interface ChoosableTrack {
  readonly id: string;
  /** BCP 47, or empty where the source does not say. */
  readonly language: string;
  readonly kind?: string;
  readonly isDefault?: boolean;
  readonly isForced?: boolean;
}

/** What a viewer has chosen once. */
export interface TrackPreference {
  /** Whether nothing is to be shown. Of captions only. */
  readonly isOff: boolean;
  /** BCP 47; empty where the source did not say. It stays while captions are off. */
  readonly language: string;
  /** As the track had it; empty where the source did not say. */
  readonly kind: string;
}

/** For who does not hear, or does not see. */
const isAssistive = (kind = ''): boolean => kind === 'captions' || kind.includes('desc');

/** Above any match of languages: who cannot hear is better served by `en-GB` captions than by `en-US` subtitles. */
const SAME_KIND = 4;

/**
 * Finds the track that a viewer wants: of the language that was chosen, of the same kind where there is one; else in one of
 * his languages; else the one that the source shows by itself. `off` stays off, but for texts that everybody is to read.
 *
 * @param preference null where nothing was chosen
 * @param languages of the viewer, best first; for captions the one that is heard comes before
 * @returns its id, or null for none
 */
export function chooseTrack(
  tracks: readonly ChoosableTrack[],
  preference: TrackPreference | null,
  languages: readonly string[],
): string | null {
  const free = tracks.filter(({ isForced }) => !isForced);
  const byDefault = free.find(({ isDefault }) => isDefault);
  if (!preference || preference.isOff) {
    const forced = bestOf(
      tracks.filter(({ isForced }) => isForced),
      languages.slice(0, 1),
      '',
    );
    return ((!preference && byDefault) || forced)?.id ?? null;
  }
  const { language, kind } = preference;
  const found = bestOf(free, [language], kind) ?? bestOf(free, languages, kind) ?? byDefault;
  // Nobody knows its language: it may be the one.
  return (found ?? free.find((track) => track.language === ''))?.id ?? null;
}

/** The best in the first of these languages that there is. */
function bestOf(
  tracks: readonly ChoosableTrack[],
  languages: readonly string[],
  kind: string,
): ChoosableTrack | undefined {
  for (const language of languages) {
    let best: ChoosableTrack | undefined;
    let most = 0;
    for (const track of tracks) {
      const match = matchLanguage(language, track.language);
      if (match === 0) continue;
      const alike = isAssistive(kind) === isAssistive(track.kind) ? SAME_KIND : 0;
      // Of equals the one that the source prefers, or the first.
      const points = match + alike + (track.isDefault ? 0.5 : 0);
      if (points > most) [best, most] = [track, points];
    }
    if (best) return best;
  }
  return undefined;
}
