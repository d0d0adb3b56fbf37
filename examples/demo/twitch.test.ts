import { systemClock } from '@t333/core/time';
import { installFakeTwitch, type FakeTwitch } from '@t333/twitch/testing';
import { expect } from 'chai';
import { Demo, until, type Tile } from './demo.harness.ts';

interface Added extends Tile {
  media: HTMLElement & { player?: { state: { getSnapshot(): { phase: string; paused: boolean; hasFrame: boolean } } } };
}

describe('the demo, with Twitch', function () {
  this.timeout(60_000);
  let demo: Demo;
  let twitch: FakeTwitch | undefined;

  afterEach(() => {
    twitch?.uninstall();
    twitch = undefined;
    demo.close();
  });

  const add = (address: string): void => {
    (demo.document.querySelector('#url') as HTMLInputElement).value = address;
    (demo.document.querySelector('#add') as HTMLFormElement).requestSubmit();
  };
  const said = (): string => demo.document.querySelector('#toast')?.textContent ?? '';
  const cardOf = (tile: Tile) => tile.shadowRoot?.querySelector('tile-card')?.shadowRoot?.querySelector('button');

  it('adds a channel: a card, a place with room, a picture, and nothing once it is removed', async () => {
    demo = await Demo.open();
    twitch = installFakeTwitch(demo.frame.contentWindow!, { clock: systemClock });
    await until(() => demo.tiles.length === 9);
    add('https://www.twitch.tv/night_owl');
    const tile = (await until(() => demo.tiles.find(({ name }) => name === 'night_owl'))) as Added;
    const button = await until(() => cardOf(tile));
    // Nothing that breaks a rule of Twitch was made.
    expect(twitch.embeds.length).to.equal(0);

    button.click();
    await until(() => demo.grid.layout === 'focus');
    const state = () => tile.media.player!.state.getSnapshot();
    await until(() => state().phase === 'ready' && !state().paused && state().hasFrame);
    const [embed] = twitch.embeds;
    expect(embed!.options).to.include({ channel: 'night_owl', muted: false });
    const { width, height } = embed!.iframe.getBoundingClientRect();
    expect(width).to.be.at.least(400);
    expect(height).to.be.at.least(300);
    expect(cardOf(tile)).to.equal(undefined);

    const { id } = demo.grid.streams.at(-1)!;
    demo.grid.wall.remove(id);
    await until(() => embed!.isDestroyed);
    expect(embed!.iframe.isConnected).to.equal(false);
    // Its script leaves one behind.
    expect(twitch.listeners).to.equal(1);
    expect(demo.violations).to.deep.equal([]);
  });

  it('says why a link to Twitch cannot be played', async () => {
    demo = await Demo.open();
    twitch = installFakeTwitch(demo.frame.contentWindow!, { clock: systemClock });
    await until(() => demo.tiles.length === 9);
    add('https://clips.twitch.tv/AwkwardHelplessSalamander');
    await until(() => said().startsWith('Clips cannot be played'));
    add('twitch:abc');
    await until(() => said().startsWith('No channel has such a name'));
    expect(demo.tiles.length).to.equal(9);
  });

  it("says plainly that Twitch's player cannot be loaded, once, and in its tile", async () => {
    demo = await Demo.open();
    await until(() => demo.tiles.length === 9);
    // Without a way to Twitch, wherever the test runs.
    demo.document.head.append = (...nodes) => {
      for (const node of nodes) setTimeout(() => (node as Element).dispatchEvent(new Event('error')));
    };
    add('twitch:v123456');
    await until(() => said().startsWith("Twitch's player cannot be loaded: there is no way to player.twitch.tv"));
    const tile = demo.tiles.at(-1) as Added;
    (await until(() => cardOf(tile))).click();
    await until(
      () => tile.media.shadowRoot?.querySelector('[part=message]')?.textContent === 'The stream cannot be reached',
    );
    expect(tile.media.shadowRoot?.querySelector('iframe')).to.equal(null);
  });
});
