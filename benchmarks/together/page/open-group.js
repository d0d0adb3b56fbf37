import { HlsPlayer } from '@t333/core/player';
import { SyncGroup } from '@t333/core/sync';
import { allReady } from '../../sync/page/hls-source.js';

/** Loads all videos, takes them into a group, and brings them to the beginning, standing. */
export async function openGroup({ videos, urls, offsets, startSeconds, hls }) {
  const starts = offsets.map((offset) => startSeconds + offset);
  const players = videos.map((media) => new HlsPlayer({ media, hlsConfig: hls }));
  await Promise.all(players.map((player, i) => Promise.all([player.load(urls[i]), player.seek(starts[i])])));
  await allReady(videos, starts);
  const group = new SyncGroup({});
  for (const [i, player] of players.entries()) group.add(player, { offset: offsets[i] });
  await group.seek(startSeconds);
  return {
    group,
    /** Where the first player is, in seconds of the event. */
    clock: () => players[0].currentTime + players[0].state.getSnapshot().originShift - offsets[0],
    destroy() {
      group.destroy();
      for (const player of players) player.destroy();
    },
  };
}
