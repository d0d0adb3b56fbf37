import { MediaPlayer } from './media-player.ts';
it('p', async () => {
  const video = document.createElement('video'); video.muted = true; document.body.append(video);
  for (const t of ['emptied','loadstart','play','pause','error','loadedmetadata','playing','abort','suspend','stalled']) video.addEventListener(t, () => console.log('media', t, video.paused, video.error?.message));
  const player = new MediaPlayer({ media: video });
  player.state.subscribe(() => { const s = player.state.getSnapshot(); console.log('state', s.phase, s.paused, String(s.error)); });
  const load = player.load('/origin/files/west/160p.mp4?fail-first=1&error=404&session=x' + performance.now());
  player.play().catch((e) => console.log('play rejected', String(e)));
  await load.then(() => console.log('?'), (e) => console.log('load', String(e)));
  console.log('retry');
  player.retry().then(() => console.log('retried'), (e) => console.log('retry rejected', String(e)));
  await new Promise(r => setTimeout(r, 3000));
});
