import { HlsPlayer } from './hls-player.ts';
import { PreferenceKeeper } from '../preferences/preference-keeper.ts';
import { ViewerPreferences } from '../preferences/viewer-preferences.ts';
import { StoredTexts } from '../state/stored-texts.ts';
for (const what of ['both', 'audio', 'captions']) it('debug ' + what, async () => {
  const video = document.createElement('video'); video.muted = true; document.body.append(video);
  const player = new HlsPlayer({ media: video });
    const texts = new StoredTexts({ storage: () => sessionStorage, page: null });
    const preferences = new ViewerPreferences({ texts, key: `tracks-${what}-${performance.now()}` });
    preferences.set({
      captions: what === 'audio' ? null : { isOff: false, language: 'de', kind: 'subtitles' },
      audio: what === 'captions' ? null : { isOff: false, language: 'en', kind: 'main-desc' },
    });
    const keeper = new PreferenceKeeper({ player, preferences });
  let last = '';
  player.state.subscribe(() => { const { captions, caption, audioTracks, audioTrack, phase, buffering, error, recovery } = player.state.getSnapshot(); const now = what + [phase, buffering, error?.code, recovery?.error.code, captions.length, caption, audioTracks.length, audioTrack, [...video.textTracks].map((t) => t.mode).join()].join(' '); if (now !== last) console.log(now); last = now; });
  for (const t of ['captionchange', 'audiotrackchange'] as const) player.addEventListener(t, (e) => console.log(what, t, e.origin));
  player.load('/origin/vod/west/tracks.m3u8').catch((e) => console.log('ERR', e.code, e.message));
  player.play().catch((e) => console.log('PLAY', e.code, e.message));
  await new Promise((r) => setTimeout(r, 4500));
  console.log(what, JSON.stringify(preferences.state.getSnapshot()), video.currentTime, [...video.textTracks].map((t) => [t.mode, t.cues?.length, t.activeCues?.length].join()).join(' '), video.readyState, video.buffered.length && video.buffered.end(0), performance.getEntriesByType('resource').filter((e) => /sound-en.*m4s|vtt/.test(e.name)).map((e) => e.name.slice(-25)).join());
  player.destroy(); keeper.destroy(); video.remove();
});
