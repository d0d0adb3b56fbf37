import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<live-player> renders on a server: the video and its poster, and nothing that needs a browser', async () => {
  const markup = await collectResult(
    render(html`
      <live-player src="/a.m3u8" poster="/a.jpg" label="Camera 1" controls autoplay muted>
        <p>kept</p>
      </live-player>
    `),
  );
  assert.match(markup, /<live-player[^>]*src="\/a\.m3u8"[^>]*>/);
  assert.match(markup, /<template shadowroot="open" shadowrootmode="open"><style>/);
  assert.match(markup, /<video[^>]*part="video"[^>]*poster="\/a\.jpg"/);
  assert.match(markup, /aria-label="Camera 1"/);
  assert.doesNotMatch(markup, /spinner"|part="status"|part="controls"/);
  assert.match(markup, /<p>kept<\/p>/);
});

test('importing the class registers nothing', async () => {
  const { LivePlayer } = await import('./index.ts');
  assert.equal(typeof LivePlayer, 'function');
});
