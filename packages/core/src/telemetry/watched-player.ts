import type { PlayerState, StreamPlayer } from '../player/player.ts';
import type { Clock } from '../time/clock.ts';
import { contentIdOf, limitContentId } from './identity.ts';
import { PlaybackMeter } from './playback-meter.ts';
import { eventsBetween, NOTHING_TOLD, type PlaybackReport, type ReportedEvent, type Told } from './playback-report.ts';
import { figuresOf, kbps } from './player-figures.ts';

/** What a player tells; who asks, and when, comes on top. */
export type PlayerReport = Omit<PlaybackReport, 'ts' | 'sn' | 'sid'>;

/** In these something goes on that may be worth a look now and then. */
const GOES_ON = new Set<Told['state']>(['s', 'p', 'k', 'r']);

/** From these nobody leaves early. */
const IS_OVER = new Set<Told['state']>([null, 'd', 'w', 'e', 'f', 'q']);

/** One player, while it is watched and reported on. */
export class WatchedPlayer {
  readonly #player: StreamPlayer;
  readonly #contentId: string | undefined;
  readonly #tell: (report: PlayerReport) => void;
  readonly #life = new AbortController();
  #meter: PlaybackMeter | null = null;
  #told = NOTHING_TOLD;
  /** The speed that its viewer has chosen. */
  #rate = 1;
  /** Between leaving the page and coming back to it. */
  #isLeft = false;

  constructor(player: StreamPlayer, contentId: string | undefined, tell: (report: PlayerReport) => void) {
    this.#player = player;
    this.#contentId = contentId;
    this.#tell = tell;
    const { signal } = this.#life;
    player.state.subscribe(() => this.#look(), { signal });
    player.addEventListener('ratechange', ({ origin }) => origin === 'user' && this.#onRate(), { signal });
  }

  /** Aborts with its end. */
  get signal(): AbortSignal {
    return this.#life.signal;
  }

  /** Measures from now on. */
  begin(clock: Clock): void {
    this.#meter = new PlaybackMeter(this.#player.state, clock);
    this.#look();
  }

  /** Measures no more, and forgets what it has told. */
  forget(): void {
    this.#meter?.stop();
    this.#meter = null;
    this.#told = NOTHING_TOLD;
    this.#isLeft = false;
  }

  /** Tells how it stands, while something goes on. */
  tick(): void {
    if (GOES_ON.has(this.#told.state)) this.#report('t');
  }

  /** The page is left: what stops with it is no pause of its viewer. */
  leave(): void {
    this.#look();
    this.#quit();
    this.#isLeft = true;
  }

  /** Pages come back, too, as they were. */
  comeBack(): void {
    this.#isLeft = false;
    this.#look();
  }

  end(): void {
    this.#quit();
    this.forget();
    this.#life.abort();
  }

  #look(): void {
    if (!this.#meter || this.#isLeft) return;
    const before = this.#told;
    // What it leaves for another stream it has not seen to its end.
    if (before.content !== this.#content) this.#quit();
    this.#meter.look();
    this.#told = this.#read(this.#meter);
    for (const event of eventsBetween(before, this.#told)) this.#report(event);
  }

  #quit(): void {
    if (IS_OVER.has(this.#told.state)) return;
    this.#told = { ...this.#told, state: 'q' };
    this.#report('ps');
  }

  #onRate(): void {
    this.#rate = this.#state.rate;
    if (this.#told.content !== null) this.#report('pr');
  }

  #report(event: ReportedEvent): void {
    if (!this.#meter) return;
    const { content, state, bitrateKbps, error } = this.#told;
    const { bs, bsa, bsd, bsda } = this.#meter.takeStarvation();
    const msd = state === 'p' ? this.#meter.takeStartDelay() : undefined;
    this.#tell({
      e: event,
      cid: content!,
      ...(state && { sta: state }),
      ...((event === 'pr' || this.#rate !== 1) && { pr: this.#rate }),
      ...(bitrateKbps !== null && { br: bitrateKbps }),
      // Of what was left the player knows nothing any more.
      ...(content === this.#content && figuresOf(this.#player)),
      ...(msd !== undefined && { msd }),
      ...(bs && { bs }),
      ...(bsa && { bsa, bsda }),
      ...(bsd.length && { bsd }),
      ...(event === 'e' && { ec: [error!] }),
    });
  }

  get #state(): Readonly<PlayerState> {
    return this.#player.state.getSnapshot();
  }

  get #content(): string | null {
    const { source } = this.#state;
    if (source === null) return null;
    return this.#contentId === undefined ? contentIdOf(source) : limitContentId(this.#contentId);
  }

  #read({ playState }: PlaybackMeter): Told {
    const { renditions, rendition, muted, error } = this.#state;
    const bitrateBps = renditions.find(({ id }) => id === rendition)?.bitrateBps;
    return {
      content: this.#content,
      state: playState,
      bitrateKbps: bitrateBps === undefined ? null : kbps(bitrateBps),
      muted,
      error: error?.code ?? null,
    };
  }
}
