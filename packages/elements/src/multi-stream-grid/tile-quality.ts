import type { StreamPlayer } from '@t333/core/player';
import type { QualityManager } from '@t333/core/quality';
import type { TileQualityEvent } from './tile-bar/stream-tile-bar.events.ts';
import type { StreamTileBar } from './tile-bar/stream-tile-bar.ts';
import type { TileStage } from './tile-stage.ts';

/** Does what was chosen in a tile's bar. */
export function chooseQuality(
  quality: QualityManager,
  player: StreamPlayer,
  { rendition, audioOnly }: TileQualityEvent,
): void {
  // A pinned rendition would go on being loaded behind a picture that is hidden.
  quality.pin(player, rendition);
  quality.setAudioOnly(player, audioOnly);
}

/** Has the tiles hide their pictures where the quality manager was told that the sound is enough, whoever told it. */
export function showAudioOnly(
  grid: EventTarget & { readonly quality: QualityManager | null },
  stage: TileStage,
  signal: AbortSignal,
): void {
  const show = (): void => {
    for (const { id, audioOnly } of grid.quality?.state.getSnapshot().tiles ?? []) {
      const tile = stage.get(id);
      const bar = tile?.renderRoot.querySelector<StreamTileBar>('stream-tile-bar');
      if (!tile || !bar) continue;
      // Embeds with a smallest size must stay in sight.
      bar.audioOnly = audioOnly && !tile.hasAttribute('uncovered');
      // `:has()` in the tile would do, but Chromium does not see it change for the part of a player.
      tile.toggleAttribute('audio-only', bar.audioOnly);
    }
  };
  const follow = (): void => {
    grid.quality?.state.subscribe(show, { signal });
    show();
  };
  grid.addEventListener('qualitychange', follow, { signal });
  follow();
}
