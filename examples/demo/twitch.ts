import { T333Error } from '@t333/core';
import type { TileInput } from '@t333/core/wall';
import type { MultiStreamGrid } from '@t333/elements/multi-stream-grid';
import { isTwitchSource, loadTwitch, readTwitchSource } from '@t333/twitch/embed';
import { toast } from './page.ts';

/**
 * The tile of a link to Twitch; null where it is none.
 *
 * @throws T333Error for a clip, or a name that no channel can have
 */
export function twitchTile(typed: string): TileInput | null {
  if (!isTwitchSource(typed)) return null;
  const source = readTwitchSource(typed);
  return source.kind === 'channel'
    ? { source: `twitch:${source.channel}`, title: source.channel }
    : { source: typed, title: `Twitch video ${source.video}` };
}

/** Says it once, and plainly, when Twitch cannot be had here: its tile may be too small to say so. */
export async function checkTwitch(): Promise<void> {
  try {
    await loadTwitch();
  } catch (error) {
    if (!(error instanceof T333Error)) throw error;
    const { code, message }: T333Error = error;
    toast(`Twitch's player cannot be loaded: ${REASONS[code] ?? message}`);
  }
}

const REASONS: Partial<Record<T333Error['code'], string>> = {
  network: 'there is no way to player.twitch.tv from here.',
  timeout: 'player.twitch.tv does not answer.',
  offline: 'you are offline.',
};

/** Nothing of the page may lie upon Twitch's player: notices stand beside the wall as long as there is one on it. */
export function setUpTwitch(wall: MultiStreamGrid): void {
  const follow = (): void => {
    document.body.classList.toggle(
      'embeds',
      wall.streams.some(({ source }) => isTwitchSource(source)),
    );
  };
  wall.addEventListener('streamschange', follow);
  follow();
}
