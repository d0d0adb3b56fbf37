import { T333Error } from '@t333/core';
import { layoutTiles, neighbour, type ArrowDirection, type LayoutMode, type TileRect } from '@t333/core/layout';
import type { StreamPlayer } from '@t333/core/player';
import { observeElement, VISIBLE_RATIO, VisibilityManager } from '@t333/core/visibility';
import { Wall, WallPlayers, wallFromUrl, wallToUrl, type WallState, type WallTileInput } from '@t333/core/wall';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { Announcer } from '../base/announcer.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { DeclaredTiles } from './declared-tiles.ts';
import { commandForKey, keyIsTaken, type GridCommand } from './hotkeys.ts';
import { messages } from './messages.ts';
import { GridChangeEvent, GridErrorEvent } from './multi-stream-grid.events.ts';
import { styles } from './multi-stream-grid.styles.ts';
import { StreamTile } from './stream-tile.ts';
import { TileStage } from './tile-stage.ts';

export {};
