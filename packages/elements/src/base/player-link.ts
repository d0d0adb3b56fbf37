import type { StreamPlayer } from '@t333/core/player/contract';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What has a player, now or later: a `<live-player>`, for one. */
interface PlayerHolder extends EventTarget {
  readonly player: StreamPlayer | null;
}

/** A player, or an element that has one. */
export type PlayerSource = StreamPlayer | PlayerHolder;

const isPlayer = (source: PlayerSource): source is StreamPlayer => 'load' in source && !(source instanceof Element);

/** Follows one player for its host, also through an element whose player comes and goes, which may itself come later. */
export class PlayerLink implements ReactiveController {
  player: StreamPlayer | null = null;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onChange: () => void;
  #source: PlayerSource | null = null;
  #id: string | null = null;
  #life = new AbortController();
  /** Of the present player. */
  #session = new AbortController();
  #live: StreamPlayer['live'] = null;

  /** @param onChange the player is another one, or its state is: default, the host renders again */
  constructor(host: ReactiveControllerHost & HTMLElement, onChange: () => void = () => host.requestUpdate()) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  /**
   * Call it whenever either may be another one.
   *
   * @param id of an element in the host's tree, for where there is no source
   */
  follow(source: PlayerSource | null, id: string | null = null): void {
    if (source === this.#source && id === this.#id) return;
    this.#source = source;
    this.#id = id;
    if (this.#host.isConnected) this.hostConnected();
  }

  hostConnected(): void {
    this.hostDisconnected();
    this.#life = new AbortController();
    const source = this.#source ?? this.#find();
    if (!source) return this.#adopt(null);
    if (isPlayer(source)) return this.#adopt(source);
    const { signal } = this.#life;
    source.addEventListener('playerchange', () => this.#adopt(source.player ?? null), { signal });
    this.#adopt(source.player ?? null);
  }

  hostDisconnected(): void {
    this.#life.abort();
    this.#session.abort();
  }

  #find(): PlayerSource | null {
    if (!this.#id) return null;
    const root = this.#host.getRootNode() as Document | ShadowRoot;
    const found = root.getElementById?.(this.#id);
    if (found) return found as unknown as PlayerHolder;
    // It may stand further down in a page that is still being parsed.
    const observer = new MutationObserver(() => root.getElementById(this.#id!) && this.hostConnected());
    observer.observe(root, { subtree: true, childList: true });
    this.#life.signal.addEventListener('abort', () => observer.disconnect());
    return null;
  }

  #adopt(player: StreamPlayer | null): void {
    this.#session.abort();
    this.#session = new AbortController();
    this.player = player;
    this.#live = null;
    player?.state.subscribe(() => this.#update(), { signal: this.#session.signal });
    this.#update();
  }

  #update(): void {
    const live = this.player?.live ?? null;
    if (live && live !== this.#live) live.state.subscribe(this.#onChange, { signal: this.#session.signal });
    this.#live = live;
    this.#onChange();
  }
}
