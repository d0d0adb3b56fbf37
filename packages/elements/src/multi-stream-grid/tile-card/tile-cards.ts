/** What the grid loads with the first player that has a smallest size. */
import type { Wall } from '@t333/core/wall';
import { addStyles } from '../../base/add-styles.ts';
import { defineElement } from '../../base/define-element.ts';
import type { StreamTile } from '../stream-tile.ts';
import { cardedTileStyles } from './tile-card.styles.ts';
import { TileCard } from './tile-card.ts';

type Size = TileCard['minSize'];

type CardedGrid = HTMLElement & { readonly wall: Wall; readonly updateComplete: Promise<unknown> };

/** What a wall's own bar takes of a tile; CSS px. */
const BAR_PX = 36;

/** A box that is laid out this near to the smallest size has it; CSS px. */
const ROUNDING_PX = 0.5;

/** Has a card instead of a player in a tile wherever the player's box is below its smallest size, until `signal` aborts. */
export function keepCard(grid: CardedGrid, tile: StreamTile, minSize: Size, signal: AbortSignal): void {
  defineElement('tile-card', TileCard);
  addStyles(tile.renderRoot, cardedTileStyles);
  const media = tile.renderRoot.querySelector<HTMLElement>('.media')!;
  let card: TileCard | null = null;

  const isSmall = (): boolean =>
    media.offsetWidth < minSize.width - ROUNDING_PX || media.offsetHeight < minSize.height - ROUNDING_PX;

  const show = (): void => {
    const small = isSmall();
    tile.toggleAttribute('carded', small);
    if (!small && card) {
      // Its button goes away; the focus must not.
      if (card.matches(':focus-within')) tile.focus({ preventScroll: true });
      card.remove();
      card = null;
    }
    if (!small) return;
    card ??= tile.ownerDocument.createElement('tile-card');
    Object.assign(card, {
      name: tile.name,
      poster: tile.tile.poster ?? '',
      minSize,
      turns: isUprightPhone(minSize),
      enlarge: wayToEnlarge(grid, tile, minSize),
    });
    if (!card.isConnected) tile.renderRoot.append(card);
  };

  // By the card's button, the bar's, or a key.
  tile.addEventListener('fullscreenchange', () => tile.matches(':fullscreen') && turnDevice(minSize), { signal });

  const observer = new ResizeObserver(show);
  observer.observe(media);
  observer.observe(grid);
  // Once the tile has its name and its place.
  grid.wall.state.subscribe(() => void grid.updateComplete.then(() => signal.aborted || show()), { signal });
  signal.addEventListener('abort', () => {
    observer.disconnect();
    card?.remove();
    tile.removeAttribute('carded');
  });
  show();
}

/** Too narrow as it is held; wide enough once it is turned. */
const isUprightPhone = ({ width }: Size): boolean =>
  matchMedia('(orientation: portrait)').matches && screen.width < width && screen.height >= width;

/** What fills an upright phone is too narrow still. The browser turns it back when fullscreen ends. */
function turnDevice(minSize: Size): void {
  const orientation = screen.orientation as { lock?(orientation: 'landscape'): Promise<void> } | undefined;
  // Where the browser cannot, or may not, the card asks the viewer.
  if (isUprightPhone(minSize)) orientation?.lock?.('landscape').catch(() => {});
}

/** The large place of a layout that has one, where that is large enough; else the whole screen. */
function wayToEnlarge(
  { wall, clientWidth, clientHeight }: CardedGrid,
  tile: StreamTile,
  { width, height }: Size,
): (() => void) | null {
  const { id } = tile.tile;
  const { layout, focusId, tiles } = wall.state.getSnapshot();
  const isLarge = (layout === 'focus' || layout === 'pip') && (focusId ?? tiles[0]?.id) === id;
  if (!isLarge && clientWidth >= width && clientHeight >= height + BAR_PX) {
    return () => {
      wall.setLayout('focus');
      // As by a click on a picture.
      wall.focus(id);
      wall.setMuted(id, false);
    };
  }
  if (tile.matches(':fullscreen') || !tile.ownerDocument.fullscreenEnabled) return null;
  return () => void tile.requestFullscreen().catch(() => {});
}
