import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<control-room> renders on a server: nobody streams', async () => {
  const markup = await collectResult(render(html`<control-room label="North"></control-room>`));
  assert.match(markup, /Control room: North/);
  assert.match(markup, /Nobody is signed in to stream/);
  assert.match(markup, /<slot name="preview"/);
  assert.doesNotMatch(markup, /style="|<dialog|<live-player/);
});
