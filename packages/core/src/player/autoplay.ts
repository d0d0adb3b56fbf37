import { T333Error } from '../errors.ts';
import type { StreamPlayer } from './player.ts';

/**
 * Plays with sound where the browser lets it, else muted.
 *
 * @returns `muted` when it had to be muted for it; `blocked` when even that waits for a gesture, with the sound as it was
 * @throws T333Error whatever `play()` throws, but for `autoplay-blocked`
 */
export async function autoplay(player: StreamPlayer): Promise<'playing' | 'muted' | 'blocked'> {
  if (await plays(player)) return 'playing';
  if (player.state.getSnapshot().muted) return 'blocked';
  player.setMuted(true);
  if (await plays(player)) return 'muted';
  player.setMuted(false);
  return 'blocked';
}

async function plays(player: StreamPlayer): Promise<boolean> {
  try {
    await player.play();
    return true;
  } catch (error) {
    if (error instanceof T333Error && error.code === 'autoplay-blocked') return false;
    throw error;
  }
}
