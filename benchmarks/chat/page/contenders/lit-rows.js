import { css, html } from 'lit';

export const litStyles = css`
  :host {
    display: block;
  }
  .scroller {
    block-size: 100%;
    overflow: hidden auto;
    position: relative;
    overflow-anchor: none;
  }
  .rows {
    font-size: 13px;
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  .row {
    padding: 3px 12px;
  }
  .name {
    font-weight: 700;
  }
  .emote {
    display: inline-block;
    inline-size: 28px;
    block-size: 28px;
    margin-block: -5px;
    object-fit: contain;
    vertical-align: middle;
  }
`;

/** What a row of ours shows, as a template. */
export const row = ({ message, fragments }) =>
  html`<div class="row">
    <bdi class="name" style="color: ${message.user.color}">${message.user.name}</bdi>:
    <bdi
      >${fragments.map((part) =>
        part.type === 'emote'
          ? html`<img class="emote" alt=${part.text} title=${part.text} decoding="async" src=${part.images[0].url} />`
          : part.text,
      )}</bdi
    >
  </div>`;

/** Calls back once for all that came since: by the next frame, or after so many ms. */
export function batched(feed, draw, everyMs = 0) {
  let isDue = false;
  const run = () => {
    isDue = false;
    draw();
  };
  feed.subscribe(() => {
    if (isDue) return;
    isDue = true;
    if (everyMs) setTimeout(run, everyMs);
    else requestAnimationFrame(run);
  });
}

export const lastOf = (feed, count) => {
  const entries = [];
  for (let index = Math.max(0, feed.size - count); index < feed.size; index++) entries.push(feed.at(index));
  return entries;
};
