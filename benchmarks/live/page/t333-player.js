export function makePlayer(url) {
  const player = document.createElement('live-player');
  player.autoplay = true;
  player.muted = true;
  player.controls = true;
  player.src = url;
  return player;
}

/** What it tells: how it is with the live stream, whether it waits or tries again and why, and the text on the picture. */
function tell(element) {
  const { player } = element;
  if (!player) return 'no player';
  const { buffering, paused, recovery, error } = player.state.getSnapshot();
  const words = [player.live?.state.getSnapshot().mode ?? 'not live'];
  if (paused) words.push('paused');
  if (buffering) words.push('buffering');
  if (recovery) words.push(`tries again: ${recovery.error.code}`);
  if (error) words.push(`error: ${error.code}`);
  return words.join(', ');
}

function numbers({ player }) {
  const live = player?.live?.state.getSnapshot();
  if (!live) return null;
  const { latencySeconds, targetLatencySeconds, ownTargetLatencySeconds, latencySource } = live;
  return { latencySeconds, targetLatencySeconds, ownTargetLatencySeconds, latencySource };
}

export const contenderOf = (players) => ({
  videos: () =>
    players.flatMap(({ shadowRoot }) => {
      const video = shadowRoot?.querySelector('video');
      return video ? [video] : [];
    }),
  tell: (i) => tell(players[i]),
  numbers: (i) => numbers(players[i]),
  pause: () => players.forEach((player) => player.pause()),
  play: () => players.forEach((player) => player.play()),
});
