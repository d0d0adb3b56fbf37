import { decodeCmcd, validateCmcdEvents } from '@svta/cml-cmcd';
import { expect } from 'chai';
import { HlsStage, poll } from '../player/fixtures/hls-stage.ts';
import { watchLive } from '../player/fixtures/live-stage.ts';
import { PlaybackReporter } from './playback-reporter.ts';

interface Posted {
  type: string;
  cookie: string;
  body: string;
}

type Line = Record<string, unknown>;

const textOf = (value: unknown): string => (value as { description?: string })?.description ?? String(value);

describe('reports of real playback', () => {
  let stages: HlsStage[];
  let reporter: PlaybackReporter | undefined;
  const posts: Posted[] = [];

  /** What the collector has got so far in this session. */
  const received = async (session: string): Promise<Line[]> => {
    posts.push(...((await (await fetch('/collector')).json()) as Posted[]));
    return posts
      .flatMap(({ body }) => body.split('\n'))
      .map((line) => decodeCmcd(line) as Line)
      .filter(({ sid }) => sid === session);
  };

  beforeEach(() => {
    stages = [];
    posts.length = 0;
  });

  afterEach(() => {
    reporter?.destroy();
    for (const stage of stages) stage.destroy();
  });

  it('come to one collector, of all players, with how they started and how live they are', async () => {
    reporter = new PlaybackReporter({ target: '/collector', consent: true, sessionId: 'wall' });
    document.cookie = 'secret=1';
    for (const name of ['north', 'south']) {
      const stage = await watchLive(`${location.origin}/origin/live/${name}/master.m3u8?ll=on&token=secret`);
      stages.push(stage);
      reporter.watch(stage.player, { contentId: name });
      await stage.untilPosition((seconds) => seconds > stage.player.currentTime - 1);
      await poll(() => stage.player.live!.state.getSnapshot().latencySeconds !== null);
    }
    stages[0]!.player.pause();
    let lines: Line[] = [];
    const names = ['north', 'south'];
    // Which rendition it is, each tells a little later than that it plays.
    const hasAll = (): boolean =>
      lines.some(({ sta }) => textOf(sta) === 'a') &&
      names.every((name) => lines.some(({ cid, e }) => cid === name && textOf(e) === 'bc'));
    while (!hasAll()) {
      await reporter.flush();
      lines = await received('wall');
    }
    expect(posts.map(({ type }) => type)).to.include('application/cmcd');
    expect(posts.map(({ cookie }) => cookie).join('')).to.equal('');
    for (const { body } of posts) {
      const { valid, issues } = validateCmcdEvents(body);
      expect(valid, JSON.stringify(issues)).to.equal(true);
      expect(body).to.not.include('secret');
    }
    for (const name of names) {
      const own = lines.filter(({ cid }) => cid === name);
      expect(
        own.map(({ e }) => textOf(e)),
        name,
      ).to.include.members(['c', 'ps', 'bc']);
      expect(
        own.filter(({ msd }) => typeof msd === 'number' && msd > 0),
        name,
      ).to.have.lengthOf(1);
    }
    const paused = lines.find(({ sta }) => textOf(sta) === 'a')!;
    expect(textOf(paused.st)).to.equal('ll');
    expect(paused.ltc).to.be.within(100, 20_000);
    document.cookie = 'secret=;max-age=0';
  });

  it('come from a page that is left', async () => {
    const frame = document.createElement('iframe');
    frame.allow = 'autoplay';
    const script = new URL('./fixtures/reporting-page.ts', import.meta.url).pathname;
    const session = crypto.randomUUID();
    frame.srcdoc = `<!doctype html><base href="${location.origin}"><body data-session="${session}"><script type="module" src="${script}"></script>`;
    document.body.append(frame);
    await new Promise<void>((resolve) =>
      addEventListener('message', ({ data }) => data.reporting && resolve(), { once: true }),
    );
    const states = async (): Promise<string[]> =>
      (await received(session)).flatMap(({ sta }) => (sta === undefined ? [] : textOf(sta)));
    expect(await states(), 'it still waits for more').to.not.include('a');
    frame.srcdoc = '';
    while (!(await states()).includes('q')) await new Promise(requestAnimationFrame);
    expect((await states()).slice(-2)).to.deep.equal(['a', 'q']);
    frame.remove();
  });
});
