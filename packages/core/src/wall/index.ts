export { decodeWall, encodeWall, MAX_WALL_TEXT_LENGTH, WALL_CODEC_VERSION } from './codec.ts';
export {
  isShareableSource,
  MAX_DESCRIBED_SECONDS,
  MAX_DESCRIBED_TILES,
  MAX_ID_LENGTH,
  MAX_SOURCE_LENGTH,
  MAX_TITLE_LENGTH,
  type DescribedTile,
  type WallDescription,
} from './description.ts';
export { timeFromUrl } from './time-url.ts';
export { wallFromUrl, wallToUrl, WALL_FRAGMENT_KEY } from './wall-url.ts';
export { WallPlayers } from './wall-players.ts';
export { Wall, type WallOptions } from './wall.ts';
export { TileChoiceEvent, TileEvent, type WallEvents } from './wall-events.ts';
export { DEFAULT_MAX_TILES, type Tile, type TileInput, type TileOffset, type WallState } from './wall-state.ts';
