import { MemoryCache } from '@t333/core/cache';
import type { ChatFragment, EmoteFragment } from '@t333/core/chat';
import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { bttvEmotes, ffzEmotes, sevenTvEmotes, type ProvidedEmote } from './providers.ts';
import { ThirdPartyEmotes, type ThirdPartyEmotesOptions } from './third-party-emotes.ts';

fc.configureGlobal({ seed: 333 });

const SEVEN_TV = {
  id: 'global',
  emotes: [
    { id: '01GB', name: 'RainTime', flags: 1, data: { flags: 256 } },
    { id: '01GC', name: 'EZ', flags: 0, data: { flags: 0 } },
  ],
};
const SEVEN_TV_CHANNEL = { emote_set: { emotes: [{ id: '01GD', name: 'bobDance', flags: 0, data: {} }] } };
const BTTV = [
  { id: '54fa', code: ':tf:', imageType: 'png' },
  { id: '5e76', code: 'SoSnowy' },
  { id: '6468', code: 'w!', modifier: true },
];
const BTTV_CHANNEL = { channelEmotes: [{ id: '60a1', code: 'bobWave' }], sharedEmotes: [{ id: '60a2', code: 'EZ' }] };
const FFZ = {
  default_sets: [3],
  sets: {
    3: {
      emoticons: [
        { id: 28_136, name: 'LilZ', modifier: false, hidden: false },
        { id: 9, name: 'ffzX', hidden: true },
      ],
    },
    4: { emoticons: [{ id: 5, name: 'NotForAll' }] },
  },
};

const ANSWERS: Record<string, unknown> = {
  [sevenTvEmotes.globalUrl]: SEVEN_TV,
  [sevenTvEmotes.channelUrl('1')]: SEVEN_TV_CHANNEL,
  [bttvEmotes.globalUrl]: BTTV,
  [bttvEmotes.channelUrl('1')]: BTTV_CHANNEL,
  [ffzEmotes.globalUrl]: FFZ,
};

function setUp(options: ThirdPartyEmotesOptions = {}, answers: Record<string, unknown> = ANSWERS) {
  const clock = new FakeClock();
  const asked: string[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = String(input);
    asked.push(url);
    const answer = answers[url];
    if (answer === 'hang')
      return new Promise((_, reject) => init!.signal!.addEventListener('abort', () => reject(init!.signal!.reason)));
    if (answer instanceof Error) throw answer;
    const json = async (): Promise<unknown> => (typeof answer === 'string' ? JSON.parse(answer) : answer);
    return { ok: answer !== undefined, status: answer === undefined ? 404 : 200, json } as Response;
  };
  const emotes = new ThirdPartyEmotes({ fetch, clock, ...options });
  const errors: string[] = [];
  let changes = 0;
  emotes.addEventListener('error', ({ provider, error }) => errors.push(`${provider} ${error.code}`));
  emotes.addEventListener('change', () => changes++);
  const load = async (roomId: string, milliseconds = 0): Promise<void> => {
    emotes.load(roomId);
    for (const step of [0, 0, milliseconds, 0]) await clock.advance(step);
  };
  return { clock, asked, emotes, errors, load, changes: () => changes };
}

const text = (value: string): ChatFragment[] => [{ type: 'text', text: value }];
const show = (fragments: readonly ChatFragment[]): string =>
  fragments
    .map((one) => (one.type === 'emote' ? `[${one.provider} ${one.id}${one.zeroWidth ? ' over' : ''}]` : one.text))
    .join('');

describe('ThirdPartyEmotes', () => {
  it('finds whole words, of everybody and of the channel', async () => {
    const { emotes, load, changes } = setUp();
    expect(show(emotes.decorate(text('EZ :tf:'), '1'))).to.equal('EZ :tf:');
    await load('1');
    expect(changes()).to.equal(6);
    const said = text('EZ  :tf: SoSnowy w! bobWave bobDance LilZ EZx ffzX NotForAll RainTime');
    expect(show(emotes.decorate(said, '1'))).to.equal(
      '[bttv 60a2]  [bttv 54fa] [bttv 5e76 over] w! [bttv 60a1] [7tv 01GD] [ffz 28136] EZx ffzX NotForAll [7tv 01GB over]',
    );
    expect(show(emotes.decorate(said, '2')))
      .to.contain('[7tv 01GC]')
      .and.contain('bobWave bobDance');
    expect(emotes.list('1').map((one) => one.text)).to.have.members([
      'bobDance',
      'bobWave',
      'EZ',
      'RainTime',
      ':tf:',
      'SoSnowy',
      'LilZ',
    ]);
  });

  it('leaves links, mentions and Twitch’s own emotes alone', async () => {
    const { emotes, load } = setUp();
    await load('1');
    const own: EmoteFragment = {
      type: 'emote',
      text: 'EZ',
      id: '25',
      provider: 'twitch',
      images: [],
      zeroWidth: false,
    };
    const fragments: ChatFragment[] = [own, { type: 'mention', text: '@EZ', handle: 'EZ' }, ...text(' hello')];
    expect(emotes.decorate(fragments, '1')).to.equal(fragments);
  });

  it('makes addresses of pictures by itself', async () => {
    const { emotes, load } = setUp();
    await load('1');
    const urls = emotes.list('1').flatMap(({ images }) => images.map(({ url }) => url));
    expect(urls).to.include.members([
      'https://cdn.7tv.app/emote/01GB/4x.webp',
      'https://cdn.betterttv.net/emote/60a1/3x',
      'https://cdn.frankerfacez.com/emote/28136/1',
    ]);
  });

  it('asks once, and again when an hour is over', async () => {
    const { load, asked, clock } = setUp();
    await load('1');
    await load('1');
    await load('2');
    expect(asked).to.have.length(9);
    await clock.advance(3_600_001);
    await load('1');
    expect(asked).to.have.length(15);
  });

  it('asks again by itself where a channel goes on talking, also with a cache', async () => {
    const clock = new FakeClock();
    const cache = new MemoryCache<readonly ProvidedEmote[]>({ clock });
    const answers: Record<string, unknown> = { ...ANSWERS };
    const { emotes, asked } = setUp({ cache, clock }, answers);
    const pass = async (milliseconds: number): Promise<void> => {
      emotes.decorate(text('hi'), '1');
      for (const step of [0, 0, milliseconds, 0]) await clock.advance(step);
    };
    emotes.load('1');
    await pass(1_800_000);
    await pass(1_700_000);
    expect(asked).to.have.length(6);
    answers[sevenTvEmotes.channelUrl('1')] = { emote_set: { emotes: [{ id: '01GE', name: 'bobNew' }] } };
    await pass(200_000);
    await pass(0);
    expect(asked).to.have.length(12);
    expect(show(emotes.decorate(text('bobDance bobNew'), '1'))).to.equal('bobDance [7tv 01GE]');
    await pass(7_200_000);
    emotes.decorate(text('hi'), '2');
    expect(asked, 'of a channel that nobody has loaded').to.have.length(12);
  });

  it('asks a provider that stays down ever more rarely, and only that one', async () => {
    const answers: Record<string, unknown> = { ...ANSWERS, [ffzEmotes.globalUrl]: new TypeError('Failed to fetch') };
    const { emotes, load, asked, clock } = setUp({}, answers);
    await load('1');
    for (let minute = 0; minute < 59; minute++) {
      await clock.advance(60_000);
      emotes.decorate(text('EZ'), '1');
      await clock.advance(0);
    }
    const times = (url: string): number => asked.filter((one) => one === url).length;
    expect(times(ffzEmotes.globalUrl)).to.equal(6);
    expect(times(bttvEmotes.globalUrl)).to.equal(1);
    expect(show(emotes.decorate(text('EZ'), '1'))).to.equal('[bttv 60a2]');
  });

  it('keeps what it has where a provider cannot be asked again', async () => {
    const answers: Record<string, unknown> = { ...ANSWERS };
    const { emotes, load, errors, clock } = setUp({}, answers);
    await load('1');
    answers[bttvEmotes.channelUrl('1')] = new TypeError('Failed to fetch');
    await clock.advance(3_600_001);
    await load('1');
    expect(errors).to.deep.equal(['bttv network']);
    expect(show(emotes.decorate(text('bobWave'), '1'))).to.equal('[bttv 60a1]');
  });

  it('takes from a cache what another has put there', async () => {
    const cache = new MemoryCache<readonly ProvidedEmote[]>({ clock: new FakeClock() });
    const first = setUp({ cache });
    await first.load('1');
    const second = setUp({ cache });
    await second.load('1');
    expect(second.asked).to.deep.equal([]);
    expect(show(second.emotes.decorate(text('bobWave'), '1'))).to.equal('[bttv 60a1]');
  });

  it('goes on without a provider that fails, and asks it again a minute later', async () => {
    const answers: Record<string, unknown> = {
      ...ANSWERS,
      [bttvEmotes.globalUrl]: '<html>',
      [sevenTvEmotes.globalUrl]: new TypeError('Failed to fetch'),
      [ffzEmotes.globalUrl]: 'hang',
    };
    const down = (): never => {
      throw new Error('down');
    };
    const cache = { get: down, set: () => Promise.reject(new Error('down')) };
    const { emotes, load, errors, clock } = setUp({ cache }, answers);
    await load('1', 0);
    await load('1', 10_000);
    expect(errors.toSorted()).to.deep.equal(['7tv network', 'bttv network', 'ffz network']);
    expect(show(emotes.decorate(text('bobWave EZ'), '1'))).to.equal('[bttv 60a1] [bttv 60a2]');
    Object.assign(answers, ANSWERS);
    await clock.advance(61_000);
    await load('1');
    expect(show(emotes.decorate(text('RainTime :tf: LilZ'), '1'))).to.equal('[7tv 01GB over] [bttv 54fa] [ffz 28136]');
  });

  it('reads whatever comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (answer) => {
        for (const provider of [bttvEmotes, ffzEmotes, sevenTvEmotes]) provider.read(answer);
      }),
    );
    const hostile = [
      { id: '../../x', code: 'a', name: 'a' },
      { id: 'x?y', code: 'b', name: 'b' },
      { id: 'ok', code: 'two words', name: 'two words' },
      { id: 'ok', code: 5, name: 5 },
      { id: 'ok', code: '__proto__', name: '__proto__' },
      null,
    ];
    expect(bttvEmotes.read(hostile)).to.deep.equal([{ id: 'ok', code: '__proto__', zeroWidth: false }]);
    expect(sevenTvEmotes.read({ emotes: hostile })).to.have.length(1);
    expect(ffzEmotes.read({ sets: { 1: { emoticons: hostile } } })).to.have.length(1);
  });

  it('keeps every character', async () => {
    const { emotes, load } = setUp();
    await load('1');
    const words = fc.constantFrom('EZ', ' ', '  ', ':tf:', 'x', '🦊', '\n', '__proto__', 'constructor');
    fc.assert(
      fc.property(fc.array(words), (all) => {
        const said = all.join('');
        const fragments = emotes.decorate(text(said), '1');
        expect(fragments.map((one) => one.text).join('')).to.equal(said);
      }),
    );
  });

  it('leaves nothing running', async () => {
    const { emotes, clock } = setUp({}, { [bttvEmotes.globalUrl]: 'hang' });
    emotes.load('1');
    await clock.advance(1);
    emotes.destroy();
    emotes.load('1');
    await clock.advance(0);
    expect(clock.pending).to.equal(0);
  });
});
