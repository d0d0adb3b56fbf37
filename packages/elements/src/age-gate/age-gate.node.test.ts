import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<age-gate> renders on a server: closed, with a dialog that waits for the browser', async () => {
  const gate = html`<age-gate min-age="21"
    ><template><img src="secret.png" /></template
  ></age-gate>`;
  const markup = await collectResult(render(gate));
  assert.match(markup, /What follows is for people aged 21 or over\./);
  assert.match(markup, /<dialog(?![^>]*\sopen)/);
  assert.match(markup, /<template><img src="secret.png"/, 'what is gated stays in its template');
  assert.doesNotMatch(markup, /<slot><\/slot>|style="/);
});
