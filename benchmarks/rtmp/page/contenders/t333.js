import '@t333/elements/live-player/define';

export async function play(parent, url) {
  const player = document.createElement('live-player');
  Object.assign(player, { muted: true, autoplay: true, src: url });
  player.style.cssText = 'display: block; width: 640px; height: 360px';
  parent.append(player);
  for (;;) {
    const video = player.shadowRoot?.querySelector('video') ?? player.querySelector('video');
    if (video) return video;
    await new Promise(requestAnimationFrame);
  }
}
