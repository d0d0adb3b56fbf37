import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<emote-picker> renders on a server: a search, and emotes that come with the page', async () => {
  const emotes = [{ id: 'a', title: 'A', emotes: [{ id: '1', text: 'Kappa', images: [{ url: '/k', scale: 1 }] }] }];
  for (const value of [null, emotes]) {
    const markup = await collectResult(render(html`<emote-picker .emotes=${value}></emote-picker>`));
    assert.match(markup, /type="search"/);
    assert.doesNotMatch(markup, /role="grid"|<img/, 'nobody knows yet how many are seen');
    if (!value) assert.match(markup, /Emotes are on their way/);
    assert.doesNotMatch(markup, /style="/, 'inline styles are blocked by a strict policy');
  }
});
