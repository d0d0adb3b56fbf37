import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<sync-meter> renders on a server, where there is nothing to measure', async () => {
  const markup = await collectResult(render(html`<sync-meter member="a" label="North"></sync-meter>`));
  assert.match(markup, /<template shadowroot="open" shadowrootmode="open"><style>/);
  assert.doesNotMatch(markup, /part="badge"/);
});
