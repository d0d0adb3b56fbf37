import { expect } from 'chai';
import { LEVELS, ManagedPlayers } from './managed-players.harness.ts';
import { statsJson } from './stats-json.ts';
import type { WallStats } from './wall-stats.ts';
import './define.ts';

interface Told {
  decodeBudget: number | null;
  tiles: { id: string; rendition: object | null; target: object | null }[];
  lastMinute: object[];
}

let stage: ManagedPlayers<WallStats>;

const told = (): Told =>
  JSON.parse(
    statsJson({ ...stage.state, decodeBudget: Infinity }, [{ atMs: 7000, bandwidthBps: null, bitrateBps: 0.4 }], 0),
  ) as Told;

describe('statsJson', () => {
  beforeEach(() => {
    stage = new ManagedPlayers(document.createElement('wall-stats'));
  });
  afterEach(() => stage.destroy());

  it('is figures', async () => {
    await stage.fill(1);
    const { tiles, ...rest } = told();
    expect(rest).to.deep.include({ at: '1970-01-01T00:00:00.000Z', policy: 'utility', decodeBudget: null, advice: [] });
    expect(rest.lastMinute).to.deep.equal([{ secondsAgo: 0, bandwidthBps: null, bitrateBps: 0 }]);
    expect(tiles[0]).to.deep.include({
      id: 'a',
      stage: 'playing',
      target: { label: '160p', width: 284, height: 160, frameRate: 30, bitrateBps: 150_000 },
      latencySeconds: null,
    });
  });

  it('has what live streams are kept at, where something keeps them', async () => {
    await stage.fill(1);
    const text = statsJson(stage.state, [], 0, { latencySeconds: 6.234, spreadSeconds: 0.048 });
    expect(JSON.parse(text)).to.include({ equalLatencySeconds: 6.23, latencySpreadSeconds: 0.05 });
    expect(told()).to.not.have.property('equalLatencySeconds');
  });

  it('tells no address and no secret, whatever the page and the playlists say', async () => {
    const secret = 'https://user:pass@example.com/s3cret.m3u8?token=s3cret';
    const renditions = LEVELS.map((level) => Object.assign({}, level, { id: secret, label: secret }));
    for (const id of [secret, 's3cret/x', '?s3cret', 'twitch.ninja']) {
      await stage.add({ id, renditions });
    }
    await stage.pass(1000);
    const text = JSON.stringify(told());
    expect(text).to.not.match(/s3cret|http|token|example|pass/);
    expect(told().tiles.map(({ id }) => id)).to.deep.equal(['tile-1', 'tile-2', 'tile-3', 'twitch.ninja']);
  });
});
