import { T333Error } from '@t333/core/errors';
import { arrangeTiles, type LayoutMode, type TileRect } from '@t333/core/layout';
import type { LatencyEqualizer } from '@t333/core/live';
import type { QualityManager } from '@t333/core/quality';
import type { SyncGroup } from '@t333/core/sync';
import { DEFAULT_MAX_TILES, Wall, type Tile, type TileInput, type WallState } from '@t333/core/wall';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { lazy } from '../base/lazy.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import type { DeclaredTiles } from './declared-tiles.ts';
import type { Arrangement } from './drag-tiles.ts';
import { LateControls } from './late-controls.ts';
import { gridMessages as messages } from './messages.ts';
import { GridChangeEvent, GridErrorEvent, type GridChange } from './multi-stream-grid.events.ts';
import { styles } from './multi-stream-grid.styles.ts';
import type { SyncedTiles } from './synced-tiles.ts';
import { TilePlayers } from './tile-players.ts';
import { TileStage } from './tile-stage.ts';

const declaredTiles = lazy(() => import('./declared-tiles.ts'));
const freeMode = lazy(() => import('./free-layout.ts'));
const syncedTiles = lazy(() => import('./synced-tiles.ts'));

/** Height of a tile's bar, in CSS px, where it must not lie upon the player (see the `uncovered` rules). */
const UNCOVERED_BAR_PX = 36;

/**
 * A wall of live streams and VODs: it arranges them, plays what is on the screen, lets one be heard, and is driven by
 * pointer, touch and keyboard alike.
 *
 * Streams come from the `streams` property, or as children: `<live-player>`, `<video>`, or any element with the
 * interface of a media element.
 *
 * @tag multi-stream-grid
 * @attr {'grid'|'focus'|'pip'|'columns'|'free'} layout - How the tiles are arranged. Default `grid`.
 * @attr {string} focus - Id of the tile that is shown large in `focus` and `pip`.
 * @attr {number} max-streams - How many streams may be added. Default 16.
 * @attr {number} columns - Number of columns of the `columns` layout; 0, the default, chooses.
 * @attr {number} aspect-ratio - Width / height of a tile. Default 16 / 9.
 * @attr {number} gap - CSS pixels between tiles. Default 8.
 * @attr {boolean} controls - Whether each player shows a control bar of its own.
 * @attr {boolean} sync - Whether recordings are kept at the same moment, by the `offset`, `startsAt` or `programDateTime` of each tile.
 * @attr {boolean} equal-latency - Whether live streams are kept at one latency: that of the slowest one that is well.
 * @attr {'utility'|'focus-first'|'by-count'|'by-load'|'by-bandwidth'} quality-policy - How bandwidth and decoding are shared. Default `utility`.
 * @attr {boolean} data-saver - Spends as little as a picture takes; `false` overrules what the viewer told the browser.
 * @attr {boolean} url-state - Keeps the wall in the fragment of the page's address.
 * @attr {'focus'|'page'|'off'} hotkeys - Where keys are heard: with the focus inside (default), on the whole page, nowhere.
 * @attr {string} label - Accessible name of the wall.
 * @fires {GridChangeEvent} streamschange - The list is another one: streams added, removed, replaced, reordered, or with another volume or cell.
 * @fires {GridChangeEvent} layoutchange - Another layout.
 * @fires {GridChangeEvent} focuschange - Another tile is focused, or none.
 * @fires {GridChangeEvent} audiblechange - Another tile is heard, or none.
 * @fires {GridChangeEvent} groupchange - `group` is there, or is gone.
 * @fires {GridChangeEvent} qualitychange - `quality` is there, or is gone.
 * @fires {GridChangeEvent} equalizerchange - `equalizer` is there, or is gone.
 * @fires {GridErrorEvent} griderror - A link, a list or an attribute that could not be followed.
 * @slot - Players as children.
 * @slot empty - Shown when there are no streams.
 * @csspart stage - The area in which the tiles lie.
 * @csspart tile - One tile.
 * @csspart empty - The area shown when there are no streams.
 * @cssprop [--t333-accent] - Colour of focus, sound and controls.
 * @cssprop [--t333-stage] - Colour behind the pictures.
 * @cssprop [--t333-radius=10px] - Corners of tiles.
 */
export class MultiStreamGrid extends T333Element {
  static override properties = {
    streams: { attribute: false, noAccessor: true },
    layout: { noAccessor: true },
    focusId: { attribute: 'focus', noAccessor: true },
    maxStreams: { type: Number, attribute: 'max-streams', noAccessor: true },
    columns: { type: Number },
    aspectRatio: { type: Number, attribute: 'aspect-ratio' },
    gap: { type: Number },
    controls: { type: Boolean },
    sync: { type: Boolean },
    equalLatency: { type: Boolean, attribute: 'equal-latency', reflect: true },
    urlState: { type: Boolean, attribute: 'url-state' },
    hotkeys: {},
    label: {},
  };

  static override styles = [tokens, styles];

  /** What is on the wall, and the methods that change it. */
  readonly wall = new Wall();

  /** What shares bandwidth and decoding among the players; null until the first of them is there. It is the grid's to destroy. */
  quality: QualityManager | null = null;

  /**
   * What keeps the live tiles at one latency, with `equalLatency`: its state has that latency, and how far they are apart. Null without, and until
   * one of them is live. It is the grid's to destroy.
   */
  equalizer: LatencyEqualizer | null = null;

  declare columns: number;
  declare aspectRatio: number;
  declare gap: number;
  declare controls: boolean;
  declare sync: boolean;
  declare equalLatency: boolean;
  declare urlState: boolean;
  declare hotkeys: 'focus' | 'page' | 'off';
  declare label: string;

  #declared: DeclaredTiles | null = null;
  #synced: SyncedTiles | undefined;
  #wantedFocusId: string | null = null;
  #unfollowUrl = new AbortController();
  #shown: WallState = this.wall.state.getSnapshot();
  readonly #stage = new TileStage();
  readonly #controls = new LateControls({
    element: this,
    root: () => this.#root,
    arrangement: () => this.#arrangement,
    current: () => this.#current,
    setCurrent: (id) => {
      this.#currentId = id;
      this.requestUpdate();
    },
  });
  readonly #players = new TilePlayers(this, this.#stage, (player) => {
    for (const type of ['firstframe', 'error'] as const) {
      player.addEventListener(type, this.#controls.load, { once: true });
    }
    // An embed may bring a smallest size.
    this.#arrange();
  });
  #rects: readonly TileRect[] = [];
  #currentId: string | null = null;
  #life: AbortSignal | null = null;

  constructor() {
    super();
    this.columns = 0;
    this.aspectRatio = 16 / 9;
    this.gap = 8;
    this.controls = this.sync = this.equalLatency = this.urlState = false;
    this.hotkeys = 'focus';
    this.label = '';
  }

  /** The streams in their order. Setting them keeps the players of those that stay, known by `id` or else by `source`. */
  get streams(): readonly Tile[] {
    return this.#now.tiles;
  }
  set streams(streams: readonly (TileInput | string)[]) {
    this.#attempt(() => this.wall.setTiles(streams ?? []));
  }

  get layout(): LayoutMode {
    return this.#now.layout;
  }
  set layout(layout: LayoutMode | null) {
    this.#attempt(() => this.wall.setLayout(layout ?? 'grid'));
  }

  /** Id of the focused tile, or null. A tile that is not there yet is focused when it comes. */
  get focusId(): string | null {
    return this.#now.focusId;
  }
  set focusId(id: string | null) {
    this.#wantedFocusId = id ?? null;
    if (id) this.#focusWanted();
    else this.wall.focus(null);
  }

  get maxStreams(): number {
    return this.#now.maxTiles;
  }
  set maxStreams(max: number | null) {
    this.#attempt(() => this.wall.setMaxTiles(max ?? DEFAULT_MAX_TILES));
  }

  /** What keeps the recordings at the same moment, with `sync`; null without, and until that is loaded. It is the grid's to destroy. */
  get group(): SyncGroup | null {
    return this.#synced?.group ?? null;
  }

  /**
   * A link to a page that shows this wall; with `sync` also the moment that it shows, and the offsets.
   *
   * @param base the page; by default this one
   * @throws T333Error `invalid-argument` when a stream cannot be shared, or the wall is too large for a link
   */
  async shareUrl(base: string = location.href): Promise<string> {
    return (await import('./url-state.ts')).linkTo(this, base);
  }

  override render(): TemplateResult {
    const isEmpty = this.#now.tiles.length === 0;
    return html`
      <div
        class="stage"
        part="stage"
        role="list"
        aria-label=${this.label || this.#text('grid.label')}
        ?hidden=${isEmpty}
        @tileplayer=${this.#players}
      ></div>
      <slot class="unplaced"></slot>
      <div class="empty" part="empty" ?hidden=${!isEmpty}><slot name="empty">${this.#text('grid.empty')}</slot></div>
      <div class="visually-hidden" aria-live="polite"></div>
    `;
  }

  protected override mounted(signal: AbortSignal): void {
    this.#life = signal;
    this.wall.state.subscribe(() => this.requestUpdate(), { signal });
    const size = new ResizeObserver(() => this.#arrange());
    const children = new MutationObserver(() => this.requestUpdate());
    size.observe(this);
    children.observe(this, { childList: true, subtree: true, attributeFilter: ['src'] });
    signal.addEventListener('abort', () => {
      size.disconnect();
      children.disconnect();
      this.#unfollowUrl.abort();
      this.#tendSync();
    });
    void this.#followUrl();
    this.#controls.listen(signal);
    this.#players.begin(signal);
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.get('urlState') !== undefined) void this.#followUrl();
    this.#readChildren();
    this.#focusWanted();
    this.#declared?.write();
    this.#stage.show(this.#root, {
      state: this.#now,
      currentId: this.#current,
      controls: this.controls,
      autoplay: !this.sync,
      slotsFor: (id) => this.#declared?.slotsFor(id) ?? [],
    });
    this.#arrange();
    this.#tendSync();
    this.#report();
  }

  get #root(): HTMLElement {
    return this.renderRoot.querySelector('.stage') as HTMLElement;
  }

  get #now(): WallState {
    return this.wall.state.getSnapshot();
  }

  #text(key: keyof typeof messages): string {
    return localize(this, messages, key);
  }

  get #box(): { width: number; height: number } {
    return { width: this.clientWidth, height: this.clientHeight };
  }

  get #arrangement(): Arrangement {
    return { wall: this.wall, stage: this.#stage, rects: this.#rects, box: this.#box, rtl: this.isRtl };
  }

  #arrange(): void {
    const { tiles, layout, focusId } = this.#now;
    const specs = tiles.map(({ id, cell, minSize }) => {
      const tile = this.#stage.get(id);
      minSize ??= tile?.player?.state.getSnapshot().capabilities.minSize;
      tile?.toggleAttribute('uncovered', minSize !== undefined);
      return { id, cell, minSize: minSize && { ...minSize, height: minSize.height + UNCOVERED_BAR_PX } };
    });
    const free = layout === 'free' && freeMode(this)?.freeLayout;
    this.#attempt(() => {
      const input = {
        mode: layout,
        tiles: specs,
        focusId,
        box: this.#box,
        aspectRatio: this.aspectRatio ?? undefined,
        gapPx: this.gap ?? undefined,
        columns: this.columns,
        direction: this.isRtl ? 'rtl' : 'ltr',
      } as const;
      const { rects, tooSmall } = arrangeTiles(input, free);
      for (const { id } of rects) this.#stage.get(id)?.toggleAttribute('too-small', tooSmall.includes(id));
      this.#rects = rects;
      this.#stage.place(rects);
    });
  }

  /** Tells page and screen reader what has changed since the last time. */
  #report(): void {
    const before = this.#shown;
    const now = this.#now;
    this.#shown = now;
    const tell = (type: GridChange, field: keyof WallState): unknown =>
      before[field] !== now[field] && this.dispatchEvent(new GridChangeEvent(type, now));
    tell('layoutchange', 'layout');
    tell('focuschange', 'focusId');
    tell('audiblechange', 'audibleId');
    tell('streamschange', 'tiles');
    this.#controls.announce(this.renderRoot.lastElementChild!, before, now);
  }

  get #current(): string | null {
    const { tiles, focusId } = this.#now;
    return tiles.some((tile) => tile.id === this.#currentId) ? this.#currentId : (focusId ?? tiles[0]?.id ?? null);
  }

  async #followUrl(): Promise<void> {
    this.#unfollowUrl.abort();
    if (!this.urlState || !this.#life) return;
    this.#unfollowUrl = new AbortController();
    const { signal } = this.#unfollowUrl;
    const [{ followUrl }] = await Promise.all([
      import('./url-state.ts'),
      this.#hasPlayers && import('./declared-tiles.ts'),
    ]);
    if (signal.aborted) return;
    // First what the page itself has, so that a link can say what has become of it.
    this.#readChildren();
    followUrl(this, this.#fail, signal);
  }

  #tendSync(): void {
    if (this.sync || this.#synced) {
      this.#synced = syncedTiles(this)?.tendSync(this, this.#stage, this.#fail, this.#synced);
    }
  }

  #focusWanted(): void {
    const id = this.#wantedFocusId;
    if (id === null || !this.#now.tiles.some((tile) => tile.id === id)) return;
    this.#wantedFocusId = null;
    this.wall.focus(id);
  }

  get #hasPlayers(): boolean {
    return this.querySelector(':scope > :not([slot=empty])') !== null;
  }

  /** Players among the children become tiles. */
  #readChildren(): void {
    if (!this.#declared) {
      const module = this.#hasPlayers && declaredTiles(this);
      if (!module) return;
      this.#declared = new module.DeclaredTiles(this, this.wall, this.#fail);
    }
    this.#declared.read();
  }

  /** A wrong value from outside becomes an event, and leaves the wall as it was. */
  #attempt(change: () => void): void {
    try {
      change();
    } catch (error) {
      if (!(error instanceof T333Error)) throw error;
      this.#fail(error);
    }
  }

  readonly #fail = (error: T333Error): void => void this.dispatchEvent(new GridErrorEvent(error));
}

declare global {
  interface HTMLElementTagNameMap {
    'multi-stream-grid': MultiStreamGrid;
  }
}
