import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<live-chat> renders on a server: an empty log, and a place for the composer', async () => {
  const markup = await collectResult(render(html`<live-chat></live-chat>`));
  assert.match(markup, /role="log"\s+aria-live="off"/);
  assert.match(markup, /Nothing has been said yet/);
  assert.match(markup, /class="composer-place"/);
  assert.doesNotMatch(markup, /style="/, 'inline styles are blocked by a strict policy');
});
