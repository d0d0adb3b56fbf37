/** The tiles and their boxes: one large, the others small, as a wall in its focus layout. */

/** The width of a small box in CSS pixels, if the window has room for it. */
const CELL_WIDTH = 320;
const COLUMNS = 5;
const LARGE_CELLS = 4;

export class Wall {
  /** What was to be seen when, for the figures. */
  states = [];
  #origin;

  /**
   * @param {object} options
   * @param {string[]} options.urls
   * @param {number} options.focus
   * @param {number | null} options.bandwidthBps
   */
  constructor({ urls, focus, bandwidthBps }) {
    const rows = LARGE_CELLS + Math.ceil(Math.max(0, urls.length - 1 - LARGE_CELLS) / COLUMNS);
    const width = Math.min(CELL_WIDTH, innerWidth / COLUMNS, ((innerHeight / rows) * 16) / 9);
    this.element = Object.assign(document.createElement('div'), { className: 'wall' });
    this.element.style.setProperty('--cell', `${Math.floor(width)}px`);
    this.tiles = urls.map((url) => {
      const box = Object.assign(document.createElement('div'), { className: 'tile' });
      const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true });
      box.append(video);
      this.element.append(box);
      return { box, video, url };
    });
    this.focus = focus;
    this.bandwidthBps = bandwidthBps;
    document.body.append(this.element);
    this.#arrange();
  }

  /** @param {number} origin what `t` counts from, on the page's clock */
  begin(origin) {
    this.#origin = origin;
    this.note();
  }

  setFocus(tile) {
    this.focus = tile;
    this.#arrange();
    this.note();
  }

  resize(tile, cells) {
    this.tiles[tile].box.style.setProperty('--cells', cells);
    this.note();
  }

  setHidden(tile, hidden) {
    this.tiles[tile].box.hidden = hidden;
    this.note();
  }

  setBandwidth(bandwidthBps) {
    this.bandwidthBps = bandwidthBps;
    this.note();
  }

  note() {
    const { focus, bandwidthBps } = this;
    const boxes = this.tiles.map(({ box }) => {
      const { width, height } = box.getBoundingClientRect();
      return box.hidden ? null : [width * devicePixelRatio, height * devicePixelRatio];
    });
    this.states.push({ t: performance.now() - this.#origin, focus, boxes, bandwidthBps });
  }

  #arrange() {
    for (const [i, { box }] of this.tiles.entries()) box.classList.toggle('focus', i === this.focus);
  }
}
