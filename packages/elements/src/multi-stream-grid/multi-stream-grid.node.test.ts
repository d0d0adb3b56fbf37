import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';

describe('<multi-stream-grid> on a server', () => {
  it('renders its children and what stands for an empty wall', async () => {
    await import('./define.ts');
    const page = html`
      <multi-stream-grid layout="focus" max-streams="4">
        <live-player src="https://example.com/live.m3u8" label="Main stage"></live-player>
        <p slot="empty">Nothing yet</p>
      </multi-stream-grid>
    `;
    const text = await collectResult(render(page));
    assert.match(text, /<template shadowroot="open" shadowrootmode="open">/);
    assert.match(text, /role="list"/);
    assert.match(text, /<video/);
    assert.match(text, /<slot name="empty">/);
    assert.doesNotMatch(text, /style="/, 'inline styles are blocked by a strict policy');
  });
});
