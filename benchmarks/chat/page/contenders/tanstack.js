import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { html, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { batched, lastOf, litStyles, row } from './lit-rows.js';

const CAP = 500;

/** @tanstack/virtual-core over the last 500, its items drawn with Lit, once for each frame. */
export function create({ host, feed }, everyMs = 0) {
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [litStyles.styleSheet];
  render(html`<div class="scroller"><div class="rows" style="position: relative"></div></div>`, root);
  const scroller = root.firstElementChild;
  const rows = scroller.firstElementChild;
  let entries = [];
  const options = () => ({
    count: entries.length,
    getScrollElement: () => scroller,
    estimateSize: () => 46,
    getItemKey: (index) => entries[index]?.key ?? index,
    overscan: 6,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => drawItems(),
  });
  const virtualizer = new Virtualizer(options());
  // What its adapters for frameworks call, too.
  virtualizer['_didMount']();
  function drawItems() {
    const items = virtualizer.getVirtualItems();
    rows.style.height = `${virtualizer.getTotalSize()}px`;
    render(
      repeat(
        items,
        ({ key }) => key,
        ({ index, start }) =>
          html`<div data-index=${index} style="position: absolute; inset-inline: 0; transform: translateY(${start}px)">
            ${entries[index] ? row(entries[index]) : ''}
          </div>`,
      ),
      rows,
    );
    for (const node of rows.children) virtualizer.measureElement(node);
  }
  const draw = () => {
    entries = lastOf(feed, CAP);
    virtualizer.setOptions(options());
    virtualizer['_willUpdate']();
    virtualizer.scrollToIndex(entries.length - 1, { align: 'end' });
    drawItems();
  };
  batched(feed, draw, everyMs);
  return {
    isPinned() {
      const { bottom } = scroller.getBoundingClientRect();
      const last = [...rows.children].find(({ dataset }) => Number(dataset.index) === entries.length - 1);
      return last !== undefined && Math.abs(last.getBoundingClientRect().bottom - bottom) <= 2;
    },
  };
}
