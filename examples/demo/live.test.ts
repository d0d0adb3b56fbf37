import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { until } from './demo.harness.ts';
import { LiveDemo } from './live.harness.ts';

describe('the demo of live streams', function () {
  this.timeout(60_000);
  let page: LiveDemo;
  afterEach(() => page.close());

  it('plays part by part, near to live: its clock advances in the pixels, under its policy', async () => {
    page = await LiveDemo.openLive();
    const [first, second, third] = (await page.frames(3)) as [number, number, number];
    // A recording that begins again steps back once.
    expect(second > first || third > second, `${first}, ${second}, ${third}`).to.equal(true);
    expect(page.live!.latencySource).to.equal('date');
    expect(page.player.player).to.have.property('liveEdgeStep', 0.2);
    await until(() => page.find('playback-stats').shadowRoot?.querySelector('dl')?.textContent.includes('Aimed at'));
    expect(page.demo.violations).to.deep.equal([]);
  });

  it('is worked by real keys alone', async function () {
    // The test runner cannot press keys in WebKitGTK.
    if (!/Chrome|Firefox/.test(navigator.userAgent)) this.skip();
    page = await LiveDemo.open();
    const { demo } = page;
    await until(() => demo.tiles.length === 9);
    demo.frame.contentWindow?.focus();
    const tabTo = async (isThere: () => boolean): Promise<void> => {
      for (let stops = 0; !isThere(); stops++) {
        expect(stops, 'within reach').to.be.lessThan(60);
        await sendKeys({ press: 'Tab' });
        expect(demo.focused?.getClientRects().length, demo.focused?.outerHTML).to.be.greaterThan(0);
      }
    };
    await tabTo(() => demo.focused?.textContent === 'No media for 5 s');
    await sendKeys({ press: 'Enter' });
    await until(() => page.text('#told').startsWith('The encoder sends nothing'));
    await tabTo(() => demo.focused?.id === 'equal');
    await sendKeys({ press: ' ' });
    await until(() => !demo.grid.equalLatency);
  });

  for (const [width, height, direction] of [
    [1280, 800, 'ltr'],
    [360, 640, 'ltr'],
    [360, 640, 'rtl'],
  ] as const) {
    it(`has nothing that axe finds fault with, and no sideways scrolling, at ${width} px, ${direction}`, async () => {
      page = await LiveDemo.open(width, height);
      const { demo } = page;
      demo.document.documentElement.dir = direction;
      await until(() => demo.tiles.length === 9 && page.badge && page.find('playback-stats').shadowRoot);
      const faults = await demo.violationsOfAccess();
      expect(faults.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
      expect(demo.document.documentElement.scrollWidth).to.be.at.most(width);
    });
  }
});
