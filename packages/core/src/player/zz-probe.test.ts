import { HlsStage } from '../testing/hls-stage.ts';
const ORIGIN = `${location.origin}/origin`;
const GARBAGE = `${ORIGIN}/bad/garbage/0.m4s`;
it('x', async () => {
  const log: string[] = [];
  const t0 = performance.now();
  const w = (...a: unknown[]) => { const x = String(a.join(' ')).slice(0,150); if (/gap|skip|hole|nudg|seek/i.test(x)) log.push(`${Math.round(performance.now()-t0)} ${x} now=${v.currentTime} seeking=${v.seeking}`); };
  const stage = new HlsStage({ hlsConfig: { debug: { trace: w, debug: w, log: w, warn: w, info: w, error: w } } as never }, ({ href }) => (href.includes('/1.m4s') ? { url: GARBAGE } : undefined));
  const v = stage.video; 
  for (const t of ['play','playing','waiting','seeking','seeked','error','emptied']) v.addEventListener(t, () => log.push(`${Math.round(performance.now()-t0)} ${t} ${v.currentTime} | ${stage.events.at(-1)}`));
  await stage.player.load(`${ORIGIN}/vod/west/master.m3u8`);
  await stage.player.seek(1.5, { origin: 'sync' });
  await stage.player.play();
  await stage.untilPosition((s) => s > 4.2);
  console.log(log.join('\n'));
  const x = document.createElement('video'); x.src = v.src; 
  v.currentTime = 20; console.log('sync read', v.currentTime, v.seeking); 
  stage.destroy();
});
