import type { LiveControl } from '../player/live-control.ts';
import type { PlayerState, StreamPlayer } from '../player/player.ts';
import type { ReadableStore } from '../state/store.ts';
import { chooseTrack, type ChoosableTrack, type TrackPreference } from './choose-track.ts';
import { pagePreferences, type ViewerPreferences } from './viewer-preferences.ts';

/** What it needs of a player; every `StreamPlayer` is one. */
export interface PreferredPlayer extends Pick<
  StreamPlayer,
  'live' | 'setCaption' | 'setAudioTrack' | 'addEventListener'
> {
  readonly state: ReadableStore<
    Pick<PlayerState, 'source' | 'captions' | 'caption' | 'audioTracks' | 'audioTrack' | 'capabilities'>
  >;
}

export interface PreferenceKeeperOptions {
  player: PreferredPlayer;
  /** Default: those that all players of the page share. */
  preferences?: ViewerPreferences;
  /** Of the viewer, best first, as BCP 47. Default: those of the browser. */
  languages?: () => readonly string[];
}

/**
 * Has one player show and say what the viewer has chosen before, here or in another player, and remembers what is chosen in it.
 * To be destroyed before the player is.
 */
export class PreferenceKeeper {
  readonly #player: PreferredPlayer;
  readonly #preferences: ViewerPreferences;
  readonly #languages: () => readonly string[];
  readonly #life = new AbortController();
  #captions: PlayerState['captions'] | null = null;
  #sounds: PlayerState['audioTracks'] | null = null;
  #heard: string | null = null;
  /** What is shown belongs to “off”. */
  #wasForced = false;
  #isLetGo = false;
  #live: LiveControl | null = null;

  constructor({
    player,
    preferences = pagePreferences,
    languages = () => navigator.languages,
  }: PreferenceKeeperOptions) {
    this.#player = player;
    this.#preferences = preferences;
    this.#languages = languages;
    const { signal } = this.#life;
    player.addEventListener('captionchange', ({ origin }) => origin === 'user' && this.#rememberCaptions(), { signal });
    player.addEventListener('audiotrackchange', ({ origin }) => origin === 'user' && this.#rememberSound(), { signal });
    player.state.subscribe(() => this.#look(), { signal });
    preferences.state.subscribe(() => this.#applyAll(), { signal });
    this.#look();
  }

  destroy(): void {
    this.#life.abort();
  }

  /** Only what is new: what the viewer does in the media itself comes here before it is told. */
  #look(): void {
    const { captions, audioTracks, audioTrack } = this.#player.state.getSnapshot();
    const { live } = this.#player;
    if (audioTracks !== this.#sounds) this.#applySound();
    // Which texts everybody is to read depends on what is heard.
    if (captions !== this.#captions || audioTrack !== this.#heard) this.#applyCaptions();
    if (live !== this.#live) this.#applyLatency();
  }

  #applyAll(): void {
    this.#applySound();
    this.#applyCaptions();
    this.#applyLatency();
  }

  #applySound(): void {
    const { audioTracks, audioTrack } = this.#player.state.getSnapshot();
    const { audio } = this.#preferences.state.getSnapshot();
    this.#sounds = audioTracks;
    const id = audio && chooseTrack(audioTracks, audio, this.#languages());
    if (id !== null && id !== audioTrack) this.#player.setAudioTrack(id, { origin: 'preference' });
  }

  #applyCaptions(): void {
    if (this.#isLetGo) return;
    const { captions, caption, audioTracks, audioTrack } = this.#player.state.getSnapshot();
    const preference = this.#preferences.state.getSnapshot().captions;
    this.#captions = captions;
    this.#heard = audioTrack;
    const heard = audioTracks.find(({ id }) => id === audioTrack)?.language;
    const languages = heard ? [heard, ...this.#languages()] : this.#languages();
    const id = chooseTrack(captions, preference, languages);
    this.#wasForced = captions.some((track) => track.id === id && track.isForced);
    // Who has chosen nothing gets what the source shows, or the browser.
    if (id !== caption && (preference || (id !== null && caption === null))) {
      this.#player.setCaption(id, { origin: 'preference' });
    }
  }

  #applyLatency(): void {
    const { live } = this.#player;
    this.#live = live;
    const { latency } = this.#preferences.state.getSnapshot();
    if (live && latency) live.latencyMode = latency;
  }

  #rememberCaptions(): void {
    const { captions, caption } = this.#player.state.getSnapshot();
    const shown = captions.find(({ id }) => id === caption);
    const before = this.#preferences.state.getSnapshot().captions;
    const chosen = shown && !shown.isForced ? preferenceOf(shown) : { language: '', kind: '', ...before, isOff: true };
    // By the media's own buttons, what everybody is to read can be turned off too; then it stays so.
    this.#isLetGo = this.#wasForced && !shown;
    this.#preferences.set({ captions: chosen });
    this.#applyCaptions();
    this.#isLetGo = false;
  }

  #rememberSound(): void {
    const { audioTracks, audioTrack } = this.#player.state.getSnapshot();
    const heard = audioTracks.find(({ id }) => id === audioTrack);
    if (heard) this.#preferences.set({ audio: preferenceOf(heard) });
  }
}

const preferenceOf = ({ language, kind = '' }: ChoosableTrack): TrackPreference => ({ isOff: false, language, kind });
