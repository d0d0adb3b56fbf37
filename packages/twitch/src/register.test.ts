import { defaultSources, SourceRegistry } from '@t333/core/player';
import { systemClock } from '@t333/core/time';
import { expect } from 'chai';
import { registerTwitch } from './embed/register-twitch.ts';
import { TwitchPlayer } from './embed/twitch-player.ts';
import './register.ts';

describe('@t333/twitch/register', () => {
  it('teaches the registry of all elements what Twitch is, and takes nothing else from it', () => {
    for (const source of ['twitch:night_owl', 'twitch:v1', 'https://www.twitch.tv/night_owl', 'twitch:nobody?']) {
      expect(defaultSources.typeOf(source), source).to.equal('twitch');
    }
    expect(defaultSources.typeOf('https://example.com/live.m3u8')).to.equal('hls');
    expect(defaultSources.typeOf('https://example.com/clip.mp4')).to.equal('file');
  });
});

describe('registerTwitch', () => {
  const sources = new SourceRegistry();
  registerTwitch(sources, { parent: ['example.com'] });
  const context = { video: () => document.createElement('video'), clock: systemClock };

  it('makes players for a container', async () => {
    const player = await sources.create('twitch:night_owl', { ...context, container: document.createElement('div') });
    expect(player).to.be.instanceOf(TwitchPlayer);
    player.destroy();
  });

  it('says that it takes one', async () => {
    const error = await sources.create('twitch:night_owl', context).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'unsupported');
  });
});
