import type { MediaLike } from '@t333/core/player';
import type { Clock } from '@t333/core/time';
import type { EmbedEventType, EmbedPlayer } from './embed-api.ts';
import { faultOf } from './embed-errors.ts';
import { newEmbed, positionOf, type EmbedCommand, type EmbedInput, type EmbedState, type Told } from './embed-state.ts';
import { reduce } from './reduce-embed.ts';

/** So often its getters are read, if no message makes us read them sooner. */
const POLL_MS = 250;
/** What it says of its sound so soon after it was told may be from before. */
const SOUND_ECHO_MS = 1000;
/** Volumes closer than this are the same. */
const SAME_VOLUME = 0.01;
const EVENTS = ['ready', 'play', 'playing', 'pause', 'ended', 'online', 'offline', 'playbackBlocked'] as const;
const HAVE_NOTHING = 0;
const HAVE_METADATA = 1;
const HAVE_CURRENT_DATA = 2;
const HAVE_ENOUGH_DATA = 4;
const NO_RANGES: TimeRanges = { length: 0, start: () => NaN, end: () => NaN };

export interface OpenEmbed {
  readonly embed: EmbedPlayer;
  readonly iframe: HTMLIFrameElement | null;
  readonly isLive: boolean;
  /** The number of the video, without `v`; null for a channel. */
  readonly video: string | null;
  readonly startSeconds: number;
}

/**
 * An embed in the shape of a media element. All that is decided is decided by `reduce`; this carries commands out,
 * brings what the embed says, and tells what has become of it.
 */
export class EmbedMedia extends EventTarget implements MediaLike {
  /** It has no address: it is opened. */
  src = '';
  preservesPitch = true;
  videoWidth = 0;
  videoHeight = 0;
  readonly buffered = NO_RANGES;
  readonly #clock: Clock;
  readonly #onRead: (embed: EmbedPlayer) => void;
  #state: EmbedState;
  #open: OpenEmbed | null = null;
  #session = new AbortController();
  #plays: { resolve: () => void; reject: (reason: DOMException) => void }[] = [];
  #volume = 1;
  #muted = false;
  #soundAtMs = -Infinity;

  /** @param onRead its getters may say something new */
  constructor(clock: Clock, onRead: (embed: EmbedPlayer) => void) {
    super();
    this.#clock = clock;
    this.#onRead = onRead;
    this.#state = newEmbed(false, 0, clock.now());
  }

  /** Takes an embed that was made just now, and asks it for what is wanted already. */
  open(open: OpenEmbed): void {
    const { embed, iframe, isLive, startSeconds } = open;
    const { signal } = this.#session;
    const { wantsPlay } = this.#state;
    this.#open = open;
    this.#state = { ...newEmbed(isLive, startSeconds, this.#clock.now()), wantsPlay };
    const on = (type: EmbedEventType, listener: (detail?: unknown) => void): void => {
      embed.addEventListener(type, (detail) => {
        if (signal.aborted) return;
        this.#read();
        listener(detail);
      });
    };
    for (const type of EVENTS) on(type, () => this.#feed({ type }));
    on('seek', (detail) => {
      const position = Number((detail as { position?: unknown } | undefined)?.position);
      if (Number.isFinite(position)) this.#feed({ type: 'seek', position });
    });
    on('error', (detail) => this.#feed({ type: 'error', code: faultOf(detail) }));
    // The script has read what its iframe pushed when we hear of it.
    const view = iframe?.ownerDocument.defaultView;
    view?.addEventListener('message', ({ source }) => source === iframe?.contentWindow && this.#read(), { signal });
    this.#poll(signal);
  }

  get embed(): EmbedPlayer | null {
    return this.#open?.embed ?? null;
  }

  /** Whether the last seek was the viewer's, by the embed's own timeline. */
  get wasSought(): boolean {
    return this.#state.hopped;
  }

  get fault(): EmbedState['fault'] {
    return this.#state.fault;
  }

  /** Takes an embed away that has failed; where it was is remembered until `close()`. */
  abandon(): void {
    const { embed } = this;
    this.#session.abort();
    this.#session = new AbortController();
    this.#open = null;
    this.#settlePlays(new DOMException('It was taken away', 'AbortError'));
    embed?.destroy();
  }

  /** Lets go of the embed; whatever it had still to tell is not told. */
  close(): void {
    this.abandon();
    this.#state = newEmbed(false, 0, this.#clock.now());
    this.videoWidth = this.videoHeight = 0;
    this.#tell(['emptied']);
  }

  play(): Promise<void> {
    this.#feed({ type: 'ask-play' });
    if (this.#state.moving) return Promise.resolve();
    return new Promise((resolve, reject) => this.#plays.push({ resolve, reject }));
  }

  pause(): void {
    this.#feed({ type: 'ask-pause' });
  }

  get paused(): boolean {
    return !this.#state.wantsPlay;
  }

  get ended(): boolean {
    return this.#state.ended;
  }

  get seeking(): boolean {
    return this.#state.seek !== null;
  }

  get duration(): number {
    return this.#state.duration;
  }

  get readyState(): number {
    const { known, seek, waiting } = this.#state;
    if (!known) return HAVE_NOTHING;
    return seek ? HAVE_METADATA : waiting ? HAVE_CURRENT_DATA : HAVE_ENOUGH_DATA;
  }

  get error(): { code: number; message: string } | null {
    return this.#state.fault === null ? null : { code: 2, message: String(this.#state.fault) };
  }

  get currentTime(): number {
    return positionOf(this.#state, this.#clock.now());
  }

  set currentTime(to: number) {
    this.#feed({ type: 'ask-seek', to });
  }

  get seekable(): TimeRanges {
    const { duration, isLive, known } = this.#state;
    if (!known || isLive || Number.isNaN(duration)) return NO_RANGES;
    return { length: 1, start: () => 0, end: () => duration };
  }

  /** There is only one. */
  get playbackRate(): number {
    return 1;
  }
  set playbackRate(_rate: number) {}

  get volume(): number {
    return this.#volume;
  }
  set volume(volume: number) {
    this.#volume = volume;
    this.#setSound();
  }

  get muted(): boolean {
    return this.#muted;
  }
  set muted(muted: boolean) {
    this.#muted = muted;
    this.#setSound();
  }

  #setSound(): void {
    this.#soundAtMs = this.#clock.now();
    if (this.#state.ready) {
      this.embed?.setVolume(this.#volume);
      this.embed?.setMuted(this.#muted);
    }
    this.#tell(['volumechange']);
  }

  #feed(input: EmbedInput): void {
    const { state, tell, commands } = reduce(this.#state, input, this.#clock.now());
    const getsReady = state.ready && !this.#state.ready;
    this.#state = state;
    // It may remember another volume.
    if (getsReady) this.#setSound();
    for (const command of commands) this.#command(command);
    this.#tell(tell);
    if (tell.includes('playing')) this.#settlePlays();
    if (tell.includes('blocked')) this.#settlePlays(new DOMException('Refused', 'NotAllowedError'));
    else if (tell.includes('pause')) this.#settlePlays(new DOMException('Paused', 'AbortError'));
    if (tell.includes('error')) this.#settlePlays(new DOMException('Failed', 'NotSupportedError'));
  }

  #command(command: EmbedCommand): void {
    const { embed, video } = this.#open ?? {};
    if (command === 'play') embed?.play();
    else if (command === 'pause') embed?.pause();
    else if (command === 'reload') embed?.setVideo(`v${video}`);
    else embed?.seek(command.seek);
  }

  #read(): void {
    const { embed, video } = this.#open ?? {};
    if (!embed || !this.#state.ready) return;
    const shown = embed.getVideo()?.replace(/^v/, '');
    const strayed = video !== null && Boolean(shown) && shown !== video;
    const seconds = embed.getCurrentTime();
    this.#feed({
      type: 'read',
      seconds: Number.isFinite(seconds) ? seconds : 0,
      duration: embed.getDuration(),
      strayed,
    });
    this.#readSound(embed);
    this.#onRead(embed);
  }

  /** The viewer has the embed's own buttons. */
  #readSound(embed: EmbedPlayer): void {
    if (this.#clock.now() - this.#soundAtMs < SOUND_ECHO_MS) return;
    const volume = embed.getVolume();
    const muted = embed.getMuted();
    if (Math.abs(volume - this.#volume) < SAME_VOLUME && muted === this.#muted) return;
    this.#volume = volume;
    this.#muted = muted;
    this.#tell(['volumechange']);
  }

  #poll(signal: AbortSignal): void {
    const cancel = this.#clock.after(POLL_MS, () => {
      signal.removeEventListener('abort', cancel);
      this.#read();
      this.#feed({ type: 'tick' });
      if (this.#state.moving) this.#tell(['timeupdate']);
      if (!signal.aborted) this.#poll(signal);
    });
    signal.addEventListener('abort', cancel, { once: true });
  }

  /** After the present task, as a media element does; nothing more once it was closed. */
  #tell(types: readonly (Told | 'emptied' | 'volumechange')[]): void {
    if (types.length === 0) return;
    const { signal } = this.#session;
    queueMicrotask(() => {
      for (const type of types) if (!signal.aborted) this.dispatchEvent(new Event(type));
    });
  }

  #settlePlays(reason?: DOMException): void {
    for (const { resolve, reject } of this.#plays.splice(0)) {
      if (reason) reject(reason);
      else resolve();
    }
  }
}
