import { expect } from 'chai';
import './define.ts';

let stage: HTMLElement;

afterEach(() => stage.remove());

/** The sizes of all players in a box 640 CSS px wide, each beside that of its picture. */
async function sizesIn(html: string): Promise<[player: string, picture: string][]> {
  stage = document.createElement('div');
  stage.style.inlineSize = '640px';
  stage.innerHTML = html;
  document.body.append(stage);
  const players = [...stage.querySelectorAll('live-player')];
  await Promise.all(players.map((player) => player.updateComplete));
  const sizeOf = (element: Element): string => {
    const { width, height } = element.getBoundingClientRect();
    return `${Math.round(width)} × ${Math.round(height)}`;
  };
  return players.map((player) => [sizeOf(player), sizeOf(player.shadowRoot!.querySelector('video')!)]);
}

describe('size of <live-player>', () => {
  const player = '<live-player></live-player>';
  const cases: [parent: string, html: string, sizes: string[]][] = [
    ['fills a block', player, ['640 × 360']],
    ['fills a narrow block', `<div style="width: 160px">${player}</div>`, ['160 × 90']],
    ['takes a width', '<live-player style="width: 320px"></live-player>', ['320 × 180']],
    ['takes a height', '<live-player style="height: 90px"></live-player>', ['160 × 90']],
    ['takes both', '<live-player style="width: 320px; height: 90px"></live-player>', ['320 × 90']],
    ['has the width of a video in a line', '<live-player style="display: inline-block"></live-player>', ['300 × 169']],
    ['has it in what fits itself to it', `<div style="display: inline-block">${player}</div>`, ['300 × 169']],
    ['has it in a float', `<div style="float: left">${player}</div>`, ['300 × 169']],
    ['has it out of the flow', '<live-player style="position: absolute"></live-player>', ['300 × 169']],
    ['fills what it is pinned to', pinned(), ['320 × 180']],
    ['has it in a row', `<div style="display: flex">${player}<p>text</p></div>`, ['300 × 169']],
    ['shares a row', `<div style="display: flex">${grows()}${grows()}</div>`, ['320 × 180', '320 × 180']],
    ['shrinks in a row', `<div style="display: flex; width: 240px">${player + player}</div>`, ['120 × 68', '120 × 68']],
    ['fills a column', `<div style="display: flex; flex-direction: column">${player}</div>`, ['640 × 360']],
    [
      'has it in the middle of a grid',
      `<div style="display: grid; place-items: center">${player}</div>`,
      ['300 × 169'],
    ],
    [
      'fills the cells of a grid',
      `<div style="display: grid; grid-template-columns: repeat(4, 1fr)">${player + player}</div>`,
      ['160 × 90', '160 × 90'],
    ],
  ];

  for (const [what, html, sizes] of cases) {
    it(what, async () => {
      expect(await sizesIn(html)).to.deep.equal(sizes.map((size) => [size, size]));
    });
  }
});

function pinned(): string {
  return `<div style="position: relative; width: 320px; height: 180px">
    <live-player style="position: absolute; inset: 0"></live-player>
  </div>`;
}

function grows(): string {
  return '<live-player style="flex: 1"></live-player>';
}
