import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<performance-warning> renders on a server, where there is nothing to warn of', async () => {
  const markup = await collectResult(render(html`<performance-warning></performance-warning>`));
  assert.match(markup, /<div class="visually-hidden" aria-live="polite">/);
  assert.doesNotMatch(markup, /part="notice"|style="/);
});
