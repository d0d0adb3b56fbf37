import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<global-timeline> renders on a server: a slider that waits for its group', async () => {
  const markup = await collectResult(render(html`<global-timeline label="The match" share-url=""></global-timeline>`));
  assert.match(markup, /aria-label="The match"/);
  assert.match(markup, /role="slider"/);
  assert.match(markup, /part="seek"[^>]* inert/);
  assert.match(markup, /part="share-button"/);
  assert.doesNotMatch(markup, /style="/, 'inline styles are blocked by a strict policy');
  assert.deepEqual(markup.match(/<option[^>]* selected/g), ['<option value="1" selected']);
});
