import type { Clock } from '@t333/core/time';
import type { StreamStatus } from '../live-badge/badge-kind.ts';
import { PreviewIntent } from './preview-intent.ts';

/** What of a card its preview depends on. */
export interface PreviewHost extends HTMLElement {
  readonly src: string | null;
  readonly status: StreamStatus | null;
  readonly loading: boolean;
  readonly clock: Clock;
  readonly renderRoot: ParentNode;
}

/** Without it, a preview begins a little later. */
function ignore(): void {}

type DataNavigator = Navigator & { readonly connection?: { readonly saveData?: boolean } };

/** The muted player upon a card's picture, for who rests on the card with a mouse or comes to it by keyboard. */
export class CardPreview {
  readonly #host: PreviewHost;
  readonly #intent: PreviewIntent;
  /** Of the present player. */
  #life: AbortController | null = null;

  /** @param signal aborts when the card leaves the page */
  constructor(host: PreviewHost, signal: AbortSignal) {
    this.#host = host;
    const intent = new PreviewIntent({
      clock: host.clock,
      show: () => void this.#show(),
      hide: () => this.#life?.abort(),
      consider: (wish) => this.#prime(wish),
    });
    this.#intent = intent;
    const enter = (reason: string): void => {
      if (this.#isAllowed) intent.enter(reason);
    };
    host.addEventListener('pointerenter', ({ pointerType }) => pointerType !== 'touch' && enter('hover'), { signal });
    for (const type of ['pointerleave', 'pointercancel']) {
      host.addEventListener(type, () => intent.leave('hover'), { signal });
    }
    host.addEventListener('focusin', () => host.renderRoot.querySelector('a:focus-visible') && enter('focus'), {
      signal,
    });
    host.addEventListener('focusout', () => intent.leave('focus'), { signal });
    host.addEventListener('keydown', ({ key }) => key === 'Escape' && intent.end(), { signal });
    document.addEventListener('visibilitychange', () => document.hidden && intent.end(), { signal });
    signal.addEventListener('abort', () => intent.end());
  }

  /** Ends it, until somebody comes anew. */
  end(): void {
    this.#intent.end();
  }

  get #isAllowed(): boolean {
    const { src, loading, status } = this.#host;
    if (!src || loading || status === 'offline' || status === 'upcoming') return false;
    if ((navigator as DataNavigator).connection?.saveData) return false;
    return !matchMedia('(prefers-reduced-motion: reduce)').matches;
  }

  /** While somebody makes up their mind: the playlist alone, so that the preview comes sooner, and who passes by costs little. */
  #prime(wish: AbortSignal): void {
    const { src } = this.#host;
    import('./prime-preview.ts').then(({ primePreview }) => src && primePreview(src, wish)).catch(ignore);
  }

  async #show(): Promise<void> {
    const { signal } = (this.#life = new AbortController());
    try {
      await import('../live-player/define.ts');
    } catch {
      // Without it the picture stays.
      return;
    }
    const { src, renderRoot } = this.#host;
    if (signal.aborted || !src) return;
    const player = document.createElement('live-player');
    player.muted = player.autoplay = true;
    player.src = src;
    player.addEventListener('firstframe', () => player.classList.add('seen'), { signal });
    player.addEventListener('error', () => this.end(), { signal });
    renderRoot.querySelector('.preview')!.append(player);
    signal.addEventListener('abort', () => player.remove());
  }
}
