/**
 * The names that most users need. Each folder is a subpath too, with all of its names: `@t333/core/player`, `…/layout`,
 * `…/visibility`, `…/quality`, `…/wall`, `…/sync`, `…/realtime`, `…/resilience`, `…/state`, `…/telemetry`, `…/time`, and `…/testing` for tests.
 *
 * @module
 */
export { T333Error, type T333ErrorCode, type T333ErrorOptions } from './errors.ts';
export {
  LAYOUT_MODES,
  layoutTiles,
  type LayoutInput,
  type LayoutMode,
  type LayoutResult,
  type Rect,
  type Size,
  type TileRect,
  type TileSpec,
} from './layout/index.ts';
export {
  defaultSources,
  MediaPlayer,
  PlayerErrorEvent,
  PlayerEvent,
  SourceRegistry,
  type CommandOrigin,
  type MediaLike,
  type PlayerCapabilities,
  type PlayerState,
  type Rendition,
  type SourceContext,
  type SourceType,
  type StreamPlayer,
  type StreamType,
} from './player/index.ts';
export { Store, type ReadableStore } from './state/index.ts';
export { systemClock, type Clock } from './time/index.ts';
export { DEFAULT_VISIBILITY_POLICY, VisibilityManager, type VisibilityPolicy } from './visibility/index.ts';
export {
  decodeWall,
  encodeWall,
  Wall,
  wallFromUrl,
  wallToUrl,
  type Tile,
  type TileInput,
  type WallDescription,
  type WallState,
} from './wall/index.ts';
