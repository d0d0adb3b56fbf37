import { systemClock, type Clock } from '@t333/core/time';
import type { MediaLike } from '@t333/core/player';
import type {
  EmbedEventType,
  EmbedOptions,
  EmbedPlayer,
  EmbedQuality,
  EmbedScript,
  EmbedStats,
} from '../embed/embed-api.ts';
import { FakeEmbedFrame, type PushedState } from './fake-embed-frame.ts';
import { usualKnobs, type FakeTwitchKnobs, type FakeTwitchOptions } from './fake-embed-knobs.ts';

export { USUAL_QUALITIES } from './fake-embed-knobs.ts';
export type { FakeBroadcast, FakeTwitchKnobs, FakeTwitchOptions, FakeTwitchTarget } from './fake-embed-knobs.ts';

/** A page with Twitch's script, without Twitch. */
export interface FakeTwitch {
  /** Change them whenever you like: players made later go by them, and those that are there from their next step on. */
  readonly knobs: FakeTwitchKnobs;
  /** All that were made, the destroyed ones too. */
  readonly embeds: readonly FakeEmbed[];
  /** How many `message` listeners of the script are on the window. */
  readonly listeners: number;
  /** Destroys the players, and takes the script out of the page. */
  uninstall(): void;
}

const ORIGIN = 'https://player.twitch.tv';
const IDLE: PushedState = {
  channelName: '',
  currentTime: 0,
  duration: 0,
  muted: false,
  playback: 'Idle',
  quality: '',
  qualitiesAvailable: [],
  stats: { videoStats: {} },
  videoID: '',
  volume: 0.5,
};

interface Page {
  readonly view: Window;
  readonly clock: Clock;
  readonly knobs: FakeTwitchKnobs;
  listeners: number;
}

/**
 * `Twitch.Player`, with all that is known of its ways. Commands are dropped or done later, getters tell what was pushed
 * last, and events come without being asked for; `viewer` does what a person does inside the iframe.
 */
export class FakeEmbed implements EmbedPlayer {
  readonly iframe: HTMLIFrameElement;
  readonly options: EmbedOptions;
  /** The address that the real one would load. */
  readonly url: string;
  /** The commands that it got, also those that it dropped. */
  readonly commands: string[] = [];
  readonly viewer: { play(): void; pause(): void; seek(seconds: number): void; setMuted(muted: boolean): void };
  isDestroyed = false;
  readonly #page: Page;
  readonly #frame: FakeEmbedFrame;
  readonly #listeners = new Map<EmbedEventType, Set<(detail?: unknown) => void>>();
  readonly #timers = new Set<() => void>();
  #state = IDLE;
  #hasDroppedLeak = false;

  /** @throws Error `MissingParameterError` without a channel, a video or a collection */
  constructor(page: Page, idOrElement: string | HTMLElement, options: EmbedOptions) {
    const { view, clock, knobs } = page;
    this.#page = page;
    this.options = options;
    if (!options.channel && !options.video && !options.collection) {
      throw Object.assign(new Error('A channel, video or collection is needed'), { name: 'MissingParameterError' });
    }
    const host = typeof idOrElement === 'string' ? view.document.getElementById(idOrElement) : idOrElement;
    if (!host) throw new Error(`No element with the id ${String(idOrElement)}`);
    this.url = addressOf(options, view.location.href);
    this.iframe = view.document.createElement('iframe');
    this.iframe.allow = 'autoplay; fullscreen';
    this.iframe.width = String(options.width);
    this.iframe.height = String(options.height);
    host.append(this.iframe);
    view.addEventListener('message', this.#onState);
    view.addEventListener('message', this.#onEvent);
    page.listeners += 2;
    const post = (data: object): void => {
      const source = this.iframe.contentWindow;
      if (!this.isDestroyed) view.dispatchEvent(new MessageEvent('message', { data, origin: ORIGIN, source }));
    };
    this.#frame = new FakeEmbedFrame({
      knobs,
      clock,
      options,
      iframe: this.iframe,
      onEvent: (eventName, params) => post({ eventName, params, namespace: 'twitch-embed' }),
      onState: (params) => post({ eventName: 'UPDATE_STATE', params, namespace: 'twitch-embed-player-proxy' }),
    });
    this.viewer = {
      play: () => this.#frame.play(true),
      pause: () => this.#frame.pause(),
      seek: (seconds) => this.#frame.click(seconds),
      setMuted: (muted) => (this.#frame.media.muted = muted),
    };
  }

  /** What really plays. */
  get media(): MediaLike {
    return this.#frame.media;
  }

  play(): void {
    this.#command('play', () => this.#frame.play());
  }
  pause(): void {
    this.#command('pause', () => this.#frame.pause());
  }
  seek(seconds: number): void {
    this.#command(`seek ${seconds}`, () => this.#frame.seek(seconds));
  }
  setChannel(channel: string): void {
    this.#command(`setChannel ${channel}`, () => this.#frame.open({ channel }, true));
  }
  setCollection(collection: string): void {
    this.#command(`setCollection ${collection}`, () => {});
  }
  setVideo(video: string, startSeconds = 0): void {
    const start = this.#page.knobs.setVideoDropsTime ? 0 : startSeconds;
    this.#command(`setVideo ${video}`, () => this.#frame.open({ video: video.replace(/^v/, '') }, true, start));
  }
  setQuality(group: string): void {
    this.#command(`setQuality ${group}`, () => this.#frame.setQuality(group));
  }
  setMuted(muted: boolean): void {
    this.#command(`setMuted ${muted}`, () => (this.#frame.media.muted = muted));
  }
  setVolume(volume: number): void {
    this.#command(`setVolume ${volume}`, () => (this.#frame.media.volume = volume));
  }
  enableCaptions(): void {
    this.#command('enableCaptions', () => {});
  }
  disableCaptions(): void {
    this.#command('disableCaptions', () => {});
  }

  getMuted(): boolean {
    return this.#state.muted;
  }
  getVolume(): number {
    return this.#state.volume;
  }
  getChannel(): string {
    return this.#state.channelName;
  }
  getCurrentTime(): number {
    return this.#state.currentTime;
  }
  getDuration(): number {
    return this.#state.duration;
  }
  getEnded(): boolean {
    return this.#state.playback === 'Ended';
  }
  getPlaybackStats(): EmbedStats {
    return this.#state.stats.videoStats;
  }
  getQualities(): readonly (EmbedQuality | string)[] {
    return this.#state.qualitiesAvailable;
  }
  getQuality(): string {
    return this.#state.quality;
  }
  getVideo(): string {
    return this.#state.videoID;
  }
  isPaused(): boolean {
    return this.#state.playback === 'Idle';
  }

  addEventListener(type: EmbedEventType, listener: (detail?: unknown) => void): void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
  }
  removeEventListener(type: EmbedEventType, listener: (detail?: unknown) => void): void {
    this.#listeners.get(type)?.delete(listener);
  }

  /** The broadcaster stops. */
  goOffline(): void {
    this.#frame.setOffline(true);
  }
  goOnline(): void {
    this.#frame.setOffline(false);
  }
  /** An `error` event with one of Twitch's codes. */
  fail(code: number): void {
    this.#frame.fail(code);
  }

  destroy(): void {
    if (this.isDestroyed) return;
    this.isDestroyed = true;
    for (const cancel of this.#timers) cancel();
    this.#frame.destroy();
    this.#listeners.clear();
    this.iframe.remove();
    this.#page.view.removeEventListener('message', this.#onEvent);
    this.#page.listeners--;
    if (!this.#page.knobs.leaksListener) this.dropLeak();
  }

  /** Takes away the listener that the real one leaves behind. */
  dropLeak(): void {
    if (this.#hasDroppedLeak) return;
    this.#hasDroppedLeak = true;
    this.#page.view.removeEventListener('message', this.#onState);
    this.#page.listeners--;
  }

  #command(name: string, run: () => void): void {
    const { clock, knobs } = this.#page;
    this.commands.push(name);
    if (this.isDestroyed || (knobs.dropsEarlyCommands && !this.#frame.isReady)) return;
    const cancel = clock.after(knobs.commandMs, () => {
      this.#timers.delete(cancel);
      run();
    });
    this.#timers.add(cancel);
  }

  readonly #onState = ({ data, source }: MessageEvent): void => {
    if (this.isDestroyed || source !== this.iframe.contentWindow || data.eventName !== 'UPDATE_STATE') return;
    this.#state = data.params as PushedState;
  };

  readonly #onEvent = ({ data, source }: MessageEvent): void => {
    if (source !== this.iframe.contentWindow || data.namespace !== 'twitch-embed') return;
    for (const listener of this.#listeners.get(data.eventName as EmbedEventType) ?? []) listener(data.params);
  };
}

/** Gives a page `Twitch.Player` as if its script had been loaded. */
export function installFakeTwitch(view: Window, { clock = systemClock, ...given }: FakeTwitchOptions = {}): FakeTwitch {
  const page: Page = { view, clock, knobs: { ...usualKnobs(view), ...given }, listeners: 0 };
  const embeds: FakeEmbed[] = [];
  class Player extends FakeEmbed {
    constructor(idOrElement: string | HTMLElement, options: EmbedOptions) {
      super(page, idOrElement, options);
      embeds.push(this);
    }
  }
  const holder = view as { Twitch?: EmbedScript };
  holder.Twitch = { Player };
  return {
    knobs: page.knobs,
    embeds,
    get listeners() {
      return page.listeners;
    },
    uninstall() {
      for (const embed of embeds) {
        embed.destroy();
        embed.dropLeak();
      }
      delete holder.Twitch;
    },
  };
}

function addressOf({ channel, video, collection, parent = [], time, autoplay, muted }: EmbedOptions, page: string) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ channel, video, collection, time })) if (value) query.set(name, value);
  for (const domain of parent) query.append('parent', domain);
  query.set('autoplay', String(autoplay ?? true));
  query.set('muted', String(muted ?? false));
  query.set('referrer', page);
  return `${ORIGIN}/?${query}`;
}
