import type { StreamPlayer } from '@t333/core/player';
import { lazy } from '../base/lazy.ts';
import type { MediaShape } from './media-shape.ts';

const preferences = /* @__PURE__ */ lazy(() => import('@t333/core/preferences'));

/** What keeps the choices of the player that an element has now. */
class Kept {
  player: StreamPlayer | null = null;
  #keeper: { destroy(): void } | null = null;

  constructor(host: MediaShape) {
    // Before the player is destroyed, or the element gone.
    host.addEventListener('playerchange', () => host.player === this.player || this.drop());
  }

  take(player: StreamPlayer, keeper: { destroy(): void }): void {
    this.player = player;
    this.#keeper = keeper;
  }

  drop(): void {
    this.#keeper?.destroy();
    this.#keeper = this.player = null;
  }
}

const kept = /* @__PURE__ */ new WeakMap<MediaShape, Kept>();

/** Whether the page keeps such choices itself: an attribute of the player, or of anything around it. */
export function keepsNothing(host: Element): boolean {
  for (let scope: Element | null = host; scope; scope = (scope.getRootNode() as ShadowRoot).host ?? null) {
    if (scope.closest('[no-preferences]')) return true;
  }
  return false;
}

/** Gives a player what was chosen before, and remembers what is chosen in it. It is fetched when there is something to choose. */
export function keepPreferences(host: MediaShape): void {
  const { player, state } = host;
  const before = kept.get(host);
  if (keepsNothing(host)) return before?.drop();
  if (!player || !state || before?.player === player) return;
  if (state.captions.length + state.audioTracks.length === 0 && !player.live) return;
  const part = preferences(host);
  if (!part) return;
  const mine = before ?? new Kept(host);
  kept.set(host, mine);
  mine.drop();
  mine.take(player, new part.PreferenceKeeper({ player }));
}
