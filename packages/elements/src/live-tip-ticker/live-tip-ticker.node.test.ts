import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<live-tip-ticker> renders on a server: nothing, or its buttons', async () => {
  const empty = await collectResult(render(html`<live-tip-ticker position="top"></live-tip-ticker>`));
  assert.match(empty, /role="status"/);
  assert.doesNotMatch(empty, /part="|style="/);
  const markup = await collectResult(render(html`<live-tip-ticker controls></live-tip-ticker>`));
  assert.match(markup, /part="hold-button"[^>]*aria-disabled="true"/);
  assert.doesNotMatch(markup, /style="|part="tip"/);
});
