import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { StreamKeys } from '@t333/core/creator';
import { FakeClock } from '@t333/core/testing';
import { html } from 'lit';
import './define.ts';

test('<stream-key-card> renders on a server: nobody is there', async () => {
  const markup = await collectResult(
    render(html`<stream-key-card server="rtmp://example.com/live"></stream-key-card>`),
  );
  assert.match(markup, /Nobody is signed in/);
  assert.match(markup, /rtmp:\/\/example.com\/live/);
  assert.doesNotMatch(markup, /style="|<dialog/);
});

test('<stream-key-card> renders on a server: no key, whatever is known', async () => {
  const api = {
    getKeys: async () => [{ which: 'primary' as const, createdAtMs: 0, oldUntilMs: null }],
    readKey: async () => 't333_live_secret',
    rotateKey: async () => 't333_live_secret',
  };
  const keys = new StreamKeys({ api, clock: new FakeClock() });
  await keys.load();
  await keys.read('primary');
  const markup = await collectResult(render(html`<stream-key-card .keys=${keys}></stream-key-card>`));
  assert.match(markup, /Primary key/);
  assert.doesNotMatch(markup, /t333_live/);
  keys.destroy();
});
