import { decodeCmcd, fromCmcdHeaders, validateCmcdRequest, type Cmcd } from '@svta/cml-cmcd';
import { expect } from 'chai';
import { HlsStage, poll, watchBuilds } from '../player/fixtures/hls-stage.ts';
import { watchLive } from '../player/fixtures/live-stage.ts';
import { loadHls } from '../player/load-hls.ts';
import { prime } from '../player/prime/prime.ts';
import type { CmcdOptions } from './cmcd-options.ts';

const ORIGIN = `${location.origin}/origin`;
const RECORDING = `${ORIGIN}/vod/west/master.m3u8`;

let stage: HlsStage;

afterEach(() => stage.destroy());

const play = async (source: string, cmcd: CmcdOptions): Promise<void> => {
  stage = new HlsStage({ cmcd });
  await stage.player.load(source);
  await stage.player.play();
  await stage.untilPosition((seconds) => seconds > 0.5);
};

/** What was told of the requests for addresses that match. */
const told = (match: RegExp): Record<string, unknown>[] =>
  stage.network.requests
    .filter((url) => match.test(url))
    .map((url) => decodeCmcd(new URL(url).searchParams.get('CMCD') ?? '') as Record<string, unknown>);

const textOf = (value: unknown): string => (value as { description?: string })?.description ?? String(value);

describe('CMCD', () => {
  it('is not there where nobody asked for it', async () => {
    stage = new HlsStage();
    await stage.player.load(RECORDING);
    await stage.until(({ hasFrame }) => hasFrame);
    expect(stage.requested('CMCD')).to.deep.equal([]);
  });

  it('goes with each request, as the standard wants it', async () => {
    await play(RECORDING, { sessionId: 'a-session', contentId: 'Größe' });
    expect(stage.network.requests.every((url) => url.includes('CMCD='))).to.equal(true);
    for (const url of stage.network.requests) {
      const { valid, issues } = validateCmcdRequest(new Request(url));
      expect(valid, JSON.stringify([url, issues])).to.equal(true);
    }
    const [master] = told(/master\.m3u8/);
    expect([
      textOf(master!.ot),
      textOf(master!.sf),
      master!.sid,
      master!.cid,
      master!.su,
      master!.v,
      master!.sn,
    ]).to.deep.equal(['m', 'h', 'a-session', 'Gr%C3%B6%C3%9Fe', true, 2, 0]);
    expect(textOf(told(/init\.mp4/)[0]!.ot)).to.equal('i');
    const segments = told(/\/\d+\.m4s/);
    expect(segments[0]).to.include({ d: 2000, su: true });
    expect(textOf(segments[0]!.ot)).to.equal('av');
    expect(textOf(segments[0]!.st)).to.equal('v');
    expect(JSON.stringify(segments[0]!.br)).to.include('"av":true');
    const numbers = stage.network.requests.map(
      (url) => (decodeCmcd(new URL(url).searchParams.get('CMCD')!) as Cmcd).sn,
    );
    expect(numbers).to.deep.equal(numbers.map((_, i) => i));
  });

  it('tells the start delay once, and a throughput once it was measured', async () => {
    await play(RECORDING, {});
    expect(told(/master\.m3u8/)[0]).to.not.have.property('mtp');
    expect(told(/\/\d+\.m4s/)[0]).to.not.have.property('mtp');
    // All that is loaded at the start may have been asked for before the first frame.
    const before = stage.network.requests.length;
    await stage.player.seek(stage.state.duration / 2);
    await poll(() => stage.network.requests.length > before + 1);
    const delays = stage.network.requests.filter((url) => /msd%3D/.test(url));
    expect(delays).to.have.lengthOf(1);
    expect(told(/m4s/).at(-1)).to.have.property('mtp');
  });

  it('is no part of the address that hls.js knows a request by, nor of what is said of a failure', async () => {
    const known: (string | undefined)[] = [];
    const Base = (await loadHls('light')).DefaultConfig.loader;
    class Loader extends Base {
      override load(...args: Parameters<InstanceType<typeof Base>['load']>): void {
        super.load(...args);
        queueMicrotask(() => known.push(this.context?.url));
      }
    }
    stage = new HlsStage({ cmcd: {}, hlsConfig: { loader: Loader } });
    const missing = `${ORIGIN}/vod/nowhere/master.m3u8`;
    const failure = stage.player.load(missing).then(
      () => 'none',
      ({ message }: Error) => message,
    );
    expect(await failure)
      .to.include('nowhere')
      .and.to.not.include('CMCD');
    expect(stage.requested('CMCD')).to.have.lengthOf(stage.network.requests.length);
    expect(new Set(known)).to.deep.equal(new Set([missing]));
  });

  it('tells the parts of a low-latency stream, and leaves their addresses to be found again', async () => {
    stage = await watchLive(`${ORIGIN}/live/north/master.m3u8?ll=on`, { cmcd: {} });
    // How far behind it is, it knows a little later than that it plays.
    const parts = (): ReturnType<typeof told> =>
      told(/\/\d+\.\d+x\d+\.m4s/).filter(({ sta, ltc }) => textOf(sta) === 'p' && ltc !== undefined);
    await poll(() => parts().length > 0);
    const [part] = parts() as [ReturnType<typeof told>[number]];
    expect(part.d).to.be.within(150, 250);
    expect(textOf(part.st)).to.equal('ll');
    expect(part.ltc).to.be.above(0);
    expect(part.cid).to.equal(`${location.host}/origin/live/north/master.m3u8`);
    const playlists = stage.requested('_HLS_part=');
    expect(playlists[0]).to.match(/&CMCD=[^&]+$/);
    expect(new Set(stage.network.requests.map((url) => url.split('CMCD=').length)), 'once in each').to.deep.equal(
      new Set([2]),
    );
    expect(stage.state.error).to.equal(null);
  });

  it('goes by headers, where that is wanted', async () => {
    const sent: Record<string, string>[] = [];
    const { setRequestHeader } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.setRequestHeader = function (this: XMLHttpRequest, name: string, value: string) {
      if (name === 'CMCD-Object') sent.push({});
      if (sent.length) sent.at(-1)![name] = value;
      setRequestHeader.call(this, name, value);
    };
    try {
      await play(RECORDING, { mode: 'headers', keys: ['ot', 'br', 'sid', 'bl', 'bs'] });
    } finally {
      XMLHttpRequest.prototype.setRequestHeader = setRequestHeader;
    }
    expect(stage.requested('CMCD')).to.deep.equal([]);
    const segment = sent.map((headers) => fromCmcdHeaders(headers)).find(({ br, bl }) => br && bl)!;
    expect(Object.keys(segment).toSorted()).to.deep.equal(['bl', 'br', 'ot', 'sid', 'v']);
    expect(segment.sid).to.match(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it('goes with the full build too, and does not ask for what was primed', async () => {
    const { builds, hlsConfig } = await watchBuilds();
    const captioned = new URL('../player/fixtures/captioned.m3u8', import.meta.url).href;
    stage = new HlsStage({ hlsConfig, cmcd: {} });
    await prime(captioned);
    try {
      await stage.player.load(captioned);
      await stage.until(({ hasFrame }) => hasFrame);
      expect(builds).to.deep.equal(['full']);
      expect(stage.network.requests.filter((url) => new URL(url).pathname.endsWith('captioned.m3u8'))).to.deep.equal(
        [],
      );
      expect(told(/m4s/)[0]).to.include({ v: 2 });
    } finally {
      globalThis.t333Prime = undefined;
    }
  });

  it('leaves signed addresses, and those without a server, alone', async () => {
    const signed = `${RECORDING}?X-Amz-Signature=00`;
    await play(signed, {});
    expect(stage.requested('X-Amz')).to.deep.equal([signed]);
  });
});
