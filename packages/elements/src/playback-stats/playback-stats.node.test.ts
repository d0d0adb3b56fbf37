import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<playback-stats> renders on a server: nothing plays yet', async () => {
  const markup = await collectResult(render(html`<playback-stats for="player"></playback-stats>`));
  assert.match(markup, /Nothing plays yet/);
  assert.match(markup, /part="copy-button" disabled/);
  assert.doesNotMatch(markup, /style="|part="chart"/);
});
