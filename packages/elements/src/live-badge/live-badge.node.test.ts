import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<live-badge> renders on a server: what it is told', async () => {
  const markup = await collectResult(render(html`<live-badge status="live" viewers="980"></live-badge>`));
  assert.match(markup, /class="badge live"/);
  assert.match(markup, /980 watching/);
  const empty = await collectResult(render(html`<live-badge for="player"></live-badge>`));
  assert.doesNotMatch(empty, /part="badge"|style="/);
});
