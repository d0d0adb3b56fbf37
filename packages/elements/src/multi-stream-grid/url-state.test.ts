import { expect } from 'chai';
import { GridHarness, until } from './multi-stream-grid.harness.ts';

describe('<multi-stream-grid> in the address of the page', () => {
  let harness: GridHarness;
  afterEach(() => harness.remove());

  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('brings back a shared wall', async () => {
    harness = await GridHarness.withStreams(3, (grid) => (grid.layout = 'focus'));
    harness.grid.wall.focus('s2');
    harness.grid.wall.setVolume('s2', 0.4);
    const link = await harness.grid.shareUrl();
    harness.remove();
    history.replaceState(null, '', link);
    harness = await GridHarness.create((grid) => (grid.urlState = true));
    await until(() => harness.grid.streams.length === 3);
    expect(harness.grid.layout).to.equal('focus');
    expect(harness.grid.focusId).to.equal('s2');
    expect(harness.grid.streams[1]?.volume).to.equal(0.4);
    expect(harness.titles).to.deep.equal(['Camera 1', 'Camera 2', 'Camera 3']);
  });

  for (const hostile of ['1,s=javascript:alert(1)', '99,s=https://a', '%E0%A4%A', '1,l=__proto__', 'x'.repeat(9000)]) {
    it(`answers ${hostile.slice(0, 30)} with an empty wall and an event`, async () => {
      history.replaceState(null, '', `#wall=${hostile}`);
      const errors: string[] = [];
      harness = await GridHarness.create((grid) => {
        grid.urlState = true;
        grid.addEventListener('griderror', ({ error }) => errors.push(error.code));
      });
      await until(() => errors.length > 0);
      expect(errors).to.deep.equal(['invalid-wall']);
      expect(harness.grid.streams).to.deep.equal([]);
    });
  }
});
