import { expect } from 'chai';
import './define.ts';

let stage: HTMLElement;

afterEach(() => stage.remove());

async function sizeOf(css: string, parent = ''): Promise<string> {
  stage = document.createElement('div');
  stage.style.cssText = `inline-size: 640px; ${parent}`;
  const grid = document.createElement('multi-stream-grid');
  grid.style.cssText = css;
  stage.append(grid);
  document.body.append(stage);
  await grid.updateComplete;
  return `${grid.offsetWidth} × ${grid.offsetHeight}`;
}

describe('size of <multi-stream-grid>', () => {
  const column = 'display: flex; flex-direction: column; block-size: 200px;';
  const cases: [what: string, size: string, css: string, parent?: string][] = [
    ['is 16:9 as long as nobody gives it a height', '640 × 360', ''],
    ['takes a width', '320 × 180', 'inline-size: 320px'],
    ['takes a height, and keeps the whole width', '640 × 200', 'block-size: 200px'],
    [
      'fills what it is pinned to',
      '640 × 240',
      'position: absolute; inset: 0',
      'position: relative; block-size: 240px',
    ],
    ['fills the rest of a column', '640 × 200', 'flex: 1', column],
    ['shrinks in a column', '640 × 200', '', column],
    ['is never flatter than its buttons need', '160 × 120', 'inline-size: 160px'],
  ];

  for (const [what, size, css, parent] of cases) {
    it(what, async () => {
      expect(await sizeOf(css, parent)).to.equal(size);
      expect(stage.scrollHeight, 'nothing sticks out').to.equal(stage.offsetHeight);
    });
  }

  it('shows players that have no tile yet at its top, not below that height', async () => {
    await sizeOf('');
    const grid = stage.querySelector('multi-stream-grid')!;
    grid.shadowRoot!.innerHTML = '<div class="unplaced"><div style="block-size: 20px"></div></div>';
    const inner = grid.shadowRoot!.querySelector('.unplaced')!.getBoundingClientRect();
    expect([inner.top, inner.width]).to.deep.equal([grid.getBoundingClientRect().top, 640]);
    expect(grid.offsetHeight).to.equal(360);
  });
});
