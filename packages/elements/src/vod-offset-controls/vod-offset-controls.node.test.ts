import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<vod-offset-controls> renders on a server: an empty panel', async () => {
  const markup = await collectResult(render(html`<vod-offset-controls label="Cameras"></vod-offset-controls>`));
  assert.match(markup, /part="panel"[^>]*aria-label="Cameras"/);
  assert.doesNotMatch(markup, /part="member"/);
});
