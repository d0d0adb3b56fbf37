import { expect } from 'chai';
import { systemClock } from '../time/clock.ts';
import { prime } from './prime/prime.ts';
import { defaultSources } from './sources.ts';

/** The builds of hls.js that this page has fetched. A file of its own: an earlier test would have fetched them. */
const fetchedBuilds = (): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => /dist\/(hls[^/?]*)/.exec(name)?.[1] ?? '')
    .filter(Boolean);

describe('hlsSource, of what is primed', () => {
  it('has only the build of hls.js fetched that will be needed', async () => {
    const source = new URL('./fixtures/captioned.m3u8', import.meta.url).href;
    await prime(source);
    const video = document.createElement('video');
    video.muted = true;
    document.body.append(video);
    const player = await defaultSources.create(source, { video: () => video, clock: systemClock });
    await player.load(source);
    await player.play();
    expect(player.state.getSnapshot().captions).to.not.deep.equal([]);
    expect(fetchedBuilds()).to.deep.equal(['hls.mjs']);
    player.destroy();
    video.remove();
    globalThis.t333Prime = undefined;
    const other = await defaultSources.create('https://a.example/', { video: () => video, clock: systemClock });
    other.destroy();
    while (!fetchedBuilds().includes('hls.light.mjs')) await new Promise(requestAnimationFrame);
  });
});
