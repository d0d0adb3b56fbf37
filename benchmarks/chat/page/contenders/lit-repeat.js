import { html, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { batched, lastOf, litStyles, row } from './lit-rows.js';

const CAP = 500;

/** Lit's `repeat` over the last 500, once for each frame. */
export function create({ host, feed }, everyMs = 0) {
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [litStyles.styleSheet];
  const draw = () => {
    const rows = repeat(lastOf(feed, CAP), ({ key }) => key, row);
    render(html`<div class="scroller"><div class="rows">${rows}</div></div>`, root);
    const scroller = root.firstElementChild;
    scroller.scrollTop = scroller.scrollHeight;
  };
  batched(feed, draw, everyMs);
  return {
    isPinned() {
      const { scrollTop, scrollHeight, clientHeight } = root.firstElementChild;
      return scrollHeight - clientHeight - scrollTop <= 2;
    },
  };
}
