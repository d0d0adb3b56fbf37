import '@lit-labs/virtualizer';
import { html, render } from 'lit';
import { batched, lastOf, litStyles, row } from './lit-rows.js';

const CAP = 500;

/** lit-virtualizer over the last 500, once for each frame. */
export function create({ host, feed }) {
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [litStyles.styleSheet];
  const draw = () => {
    const items = lastOf(feed, CAP);
    render(
      html`<lit-virtualizer
        scroller
        style="block-size: 100%"
        .items=${items}
        .keyFunction=${({ key }) => key}
        .renderItem=${(entry) => html`<div style="inline-size: 100%">${row(entry)}</div>`}
      ></lit-virtualizer>`,
      root,
    );
    root
      .querySelector('lit-virtualizer')
      .element(items.length - 1)
      ?.scrollIntoView({ block: 'end' });
  };
  batched(feed, draw);
  return {
    isPinned() {
      const list = root.querySelector('lit-virtualizer');
      const { bottom } = list.getBoundingClientRect();
      return [...list.children].some((node) => Math.abs(node.getBoundingClientRect().bottom - bottom) <= 2);
    },
  };
}
