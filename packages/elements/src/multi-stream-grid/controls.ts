/** What the grid loads once somebody may want to use it. */
import { defineElement } from '../base/define-element.ts';
import { StreamTileBar } from './tile-bar/stream-tile-bar.ts';

export { announceChange } from './announcements/announcements.ts';
export { GridInput } from './grid-input.ts';

export const defineTileBar = (): void => defineElement('stream-tile-bar', StreamTileBar);
