import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<wall-stats> renders on a server: an empty table that waits for its manager', async () => {
  const markup = await collectResult(render(html`<wall-stats></wall-stats>`));
  assert.match(markup, /<caption[^>]*>[\s\S]*What each stream plays, and why/);
  assert.match(markup, /There is no stream yet/);
  assert.match(markup, /part="copy-button" disabled/);
  assert.doesNotMatch(markup, /style="|part="chart"/, 'inline styles are blocked by a strict policy');
});
