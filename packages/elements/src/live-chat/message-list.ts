import type { ChatEntry, ChatFeed, ChatFeedChange } from '@t333/core/chat';
import type { Clock } from '@t333/core/time';
import { RowWindow } from './row-window.ts';

/** Nobody reads faster; drawing more often only costs. */
export const FLUSH_MS = 100;

/** Rows while the list follows its end: two screens of a chat. */
export const TAIL_ROWS = 60;

/** Rows for somebody who reads back. */
export const MAX_ROWS = 500;

/** How many come at a time when somebody reads back. */
const CHUNK_ROWS = 60;

/** How many more are drawn than fill the list by their mean height, so that a run of short ones leaves no gap. */
const FILL_FACTOR = 1.3;
const SPARE_ROWS = 4;

/** Fingers and fractions of a pixel are not exact. */
const NEAR_END_PX = 8;
/** So much is there beyond what is seen. */
const STRETCH_PX = 800;
/** A wheel or a finger has moved the list by then, or has not. */
const SETTLE_MS = 250;

/**
 * Why a list stands still.
 * - `scroll`: it was scrolled away from its end.
 * - `hover`, `focus`: somebody points at a message, or is on one with the keyboard.
 * - `key`: it was asked to.
 */
export type PauseReason = 'scroll' | 'hover' | 'focus' | 'key';

export interface MessageListOptions {
  /** What scrolls. Its only child is `rows`, and it is a column in reverse: its origin is its end, so that it stays there whatever changes its size. */
  scroller: HTMLElement;
  rows: HTMLElement;
  clock: Clock;
  draw: (entry: ChatEntry) => HTMLElement;
  /** It was paused, goes on, or more has come meanwhile: at most ten times a second. */
  onChange: () => void;
  /** Somebody reads back, and there is nothing older to show. */
  onTop?: () => void;
}

/**
 * Shows a feed. While it follows the end there are few rows, drawn at most ten times a second; whoever reads back gets more, and
 * nothing moves meanwhile. It owns the children of `rows`.
 */
export class MessageList {
  readonly #options: MessageListOptions;
  readonly #life = new AbortController();
  readonly #reasons = new Set<PauseReason>();
  readonly #window: RowWindow;
  #feed: ChatFeed | null = null;
  #leaveFeed = (): void => {};
  #cancelFlush: (() => void) | null = null;
  #cancelSettle: (() => void) | null = null;
  #flushedAtMs = -Infinity;
  #heightPx = 0;
  #isSeen = true;
  /** Since the last flush. */
  #freshCount = 0;
  #isTouched = false;
  readonly #removed = new Set<string>();
  /** Since it was paused. */
  #newCount = 0;
  #endKey: string | null = null;

  constructor(options: MessageListOptions) {
    this.#options = options;
    this.#window = new RowWindow(options.rows, options.draw);
    const { scroller } = options;
    const { signal } = this.#life;
    scroller.addEventListener('scroll', () => this.#onScroll(), { signal, passive: true });
    scroller.addEventListener('wheel', ({ deltaY }) => deltaY < 0 && this.#expectScroll(), { signal, passive: true });
    scroller.addEventListener('touchmove', () => this.#expectScroll(), { signal, passive: true });
    document.addEventListener('visibilitychange', () => this.#schedule(), { signal });
    const size = new ResizeObserver(([box]) => {
      this.#heightPx = box!.contentRect.height;
      this.#schedule();
    });
    size.observe(scroller);
    const sight = new IntersectionObserver((records) => {
      this.#isSeen = records.at(-1)!.isIntersecting;
      this.#schedule();
    });
    sight.observe(scroller);
    signal.addEventListener('abort', () => {
      size.disconnect();
      sight.disconnect();
    });
  }

  get isPaused(): boolean {
    return this.#reasons.size > 0;
  }

  /** Why it stands still. */
  get reasons(): ReadonlySet<PauseReason> {
    return this.#reasons;
  }

  /** How many have come since it was paused. */
  get newCount(): number {
    return this.#newCount;
  }

  /** Whether anything is shown. */
  get isEmpty(): boolean {
    return this.#window.size === 0;
  }

  follow(feed: ChatFeed | null): void {
    if (feed === this.#feed) return;
    this.#leaveFeed();
    this.#feed = feed;
    this.#leaveFeed = feed?.subscribe((change) => this.#onFeed(change)) ?? (() => {});
    this.#start();
  }

  destroy(): void {
    this.#leaveFeed();
    this.#life.abort();
    this.#cancelFlush?.();
    this.#cancelSettle?.();
    this.#window.clear();
  }

  pause(reason: PauseReason): void {
    const isFirst = this.#reasons.size === 0;
    if (this.#reasons.has(reason)) return;
    this.#reasons.add(reason);
    if (isFirst) {
      this.#endKey = this.#window.lastKey;
      this.#newCount = this.#freshCount;
      // A flood is drawn no higher than the list: whoever stops it may scroll at once.
      if (this.#feed && this.#window.size < TAIL_ROWS) this.#window.growUp(this.#feed, TAIL_ROWS - this.#window.size);
    }
    this.#options.onChange();
  }

  /** Goes on at once where nothing else keeps it. */
  resume(reason: PauseReason): void {
    if (!this.#reasons.delete(reason)) return;
    if (this.#reasons.size === 0) this.#goOn();
    this.#options.onChange();
  }

  /** Goes on, whatever kept it, at the end. */
  jumpToLatest(): void {
    this.#reasons.clear();
    this.#goOn();
    this.#options.onChange();
  }

  /** Draws every row again: what they look like has changed. */
  redraw(): void {
    this.#window.redraw(this.#feed);
  }

  /** The row of an entry, where it is shown. */
  rowOf(key: string): HTMLElement | null {
    return this.#window.nodeOf(key);
  }

  /** The entry of a row, or of what is in one. */
  entryOf(node: Element | null): ChatEntry | null {
    const key = node?.closest<HTMLElement>('[data-key]')?.dataset['key'];
    return key === undefined ? null : this.#window.entryOf(key);
  }

  #start(): void {
    this.#reasons.clear();
    this.#window.clear();
    this.#goOn();
    this.#options.onChange();
  }

  #goOn(): void {
    this.#newCount = 0;
    this.#removed.clear();
    this.#endKey = null;
    this.#options.scroller.scrollTop = 0;
    this.#flush();
  }

  #onFeed({ appended, inserted, removed, changed, reset }: ChatFeedChange): void {
    if (reset) return this.#start();
    this.#freshCount += appended;
    if (this.isPaused) {
      const end = this.#endKey === null ? -1 : (this.#feed?.indexOf(this.#endKey) ?? -1);
      const late = inserted.reduce((sum, { index, count }) => (index > end ? sum + count : sum), 0);
      this.#newCount += appended + late;
      for (const key of removed) if (this.#window.has(key)) this.#removed.add(key);
    }
    this.#isTouched ||= inserted.length + removed.length + changed.length > 0;
    this.#schedule();
  }

  /** Nothing is drawn where nobody looks; on the way back all of it is, at once. */
  #schedule(): void {
    if (this.#cancelFlush || document.hidden || !this.#isSeen || this.#life.signal.aborted) return;
    const { clock } = this.#options;
    const waitMs = this.#flushedAtMs + FLUSH_MS - clock.now();
    this.#cancelFlush = clock.after(Math.max(0, waitMs), () => {
      this.#cancelFlush = null;
      if (!document.hidden) this.#flush();
    });
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    this.#flushedAtMs = this.#options.clock.now();
    // A scroll may be on its way that no event has told of yet.
    if (!this.isPaused && this.#behindPx() > NEAR_END_PX) this.pause('scroll');
    const fresh = this.#freshCount;
    this.#freshCount = 0;
    if (this.isPaused) {
      if (this.#isTouched) {
        this.#keepPlace(() => this.#window.patch(this.#feed!, this.#removed));
        this.#removed.clear();
        // What was loaded stands before what is shown.
        if (this.#reasons.has('scroll')) this.#stretch();
      }
      if (fresh > 0) this.#options.onChange();
    } else this.#showTail(fresh);
    this.#isTouched = false;
  }

  /** In a flood of which nobody sees the beginning, only what fills the list is drawn. */
  #showTail(fresh: number): void {
    const size = this.#feed?.size ?? 0;
    const count = fresh >= TAIL_ROWS ? this.#fillRows() : TAIL_ROWS;
    const wasEmpty = this.isEmpty;
    if (this.#feed) this.#window.show(this.#feed, Math.max(0, size - count), size);
    if (wasEmpty !== this.isEmpty) this.#options.onChange();
  }

  /** Nothing has changed since the last frame, so that asking for a height costs nothing. */
  #fillRows(): number {
    const heightPx = this.#options.rows.offsetHeight;
    if (this.isEmpty || heightPx === 0 || this.#heightPx === 0) return TAIL_ROWS;
    const rows = (this.#heightPx / heightPx) * this.#window.size;
    return Math.min(TAIL_ROWS, Math.ceil(rows * FILL_FACTOR) + SPARE_ROWS);
  }

  #behindPx(): number {
    return -this.#options.scroller.scrollTop;
  }

  #onScroll(): void {
    if (this.#behindPx() > NEAR_END_PX) this.pause('scroll');
    else if (this.#window.lastKey === this.#endKey) this.resume('scroll');
    if (this.isPaused) this.#stretch();
  }

  /** Somebody has begun to scroll: what comes from now on would only move it away. */
  #expectScroll(): void {
    const { scroller, clock } = this.#options;
    if (scroller.scrollHeight <= scroller.clientHeight) return;
    this.pause('scroll');
    this.#cancelSettle?.();
    this.#cancelSettle = clock.after(SETTLE_MS, () => this.#behindPx() <= NEAR_END_PX && this.resume('scroll'));
  }

  /** Whoever reads back always has some more rows ahead of them, up to what a page can bear. */
  #stretch(): void {
    const { scroller } = this.#options;
    const behindPx = this.#behindPx();
    const abovePx = scroller.scrollHeight - scroller.clientHeight - behindPx;
    const feed = this.#feed;
    if (!feed) return;
    if (abovePx < STRETCH_PX) {
      if (this.#window.growUp(feed, CHUNK_ROWS)) return this.#keepPlace(() => this.#window.trim('last', MAX_ROWS));
      this.#options.onTop?.();
    }
    const endKey = this.#endKey;
    if (behindPx >= STRETCH_PX || endKey === null || this.#window.lastKey === endKey) return;
    // Also where somebody has come to the end of what is there in one leap.
    this.#holdPlace(() => this.#window.growDown(feed, CHUNK_ROWS, endKey) && this.#window.trim('first', MAX_ROWS));
  }

  /** At the end, the end stays in view. */
  #keepPlace(change: () => void): void {
    if (this.#behindPx() <= NEAR_END_PX) change();
    else this.#holdPlace(change);
  }

  /** Changes rows in such a way that what somebody reads stays where it is. */
  #holdPlace(change: () => void): void {
    const { scroller, rows } = this.#options;
    const { top } = scroller.getBoundingClientRect();
    const anchor = [...rows.children].find((node) => node.getBoundingClientRect().bottom > top);
    const before = anchor?.getBoundingClientRect().top;
    change();
    if (!anchor?.isConnected || before === undefined) return;
    const moved = anchor.getBoundingClientRect().top - before;
    if (moved) scroller.scrollTop += moved;
  }
}
