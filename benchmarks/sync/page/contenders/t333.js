import { HlsPlayer } from '@t333/core/player';
import { SyncGroup } from '@t333/core/sync';
import { createEmbedPlayer } from '../embed-player.js';
import { allReady } from '../hls-source.js';

export async function create({ videos, media, urls, offsets, startSeconds, hls, embed }) {
  const starts = offsets.map((offset) => startSeconds + offset);
  const players = videos.map((video, i) =>
    embed ? createEmbedPlayer(video, media[i], hls) : new HlsPlayer({ media: video, hlsConfig: hls }),
  );
  await Promise.all(
    players.map((player, i) => {
      const loaded = player.load(urls[i]);
      // Before it is ready this is where it begins to load.
      return Promise.all([loaded, player.seek(starts[i])]);
    }),
  );
  await allReady(media, starts);

  const group = new SyncGroup({});
  for (const [i, player] of players.entries()) group.add(player, { offset: offsets[i] });
  await group.seek(startSeconds);
  return {
    play: () => group.play(),
    pause: () => group.pause(),
    seek: (seconds) => group.seek(seconds),
    clock: (i) => players[i].currentTime + players[i].state.getSnapshot().originShift,
    setLevel: (i, level) => players[i].setRendition(players[i].state.getSnapshot().renditions[level].id),
    /** For looking into a run with `--raw`. */
    inspect: () => group.state.getSnapshot(),
    destroy() {
      group.destroy();
      for (const player of players) player.destroy();
    },
  };
}
