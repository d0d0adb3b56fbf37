import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<live-card> renders on a server: words, picture and link, and nothing that plays', async () => {
  const card = html`<live-card label="<b>North</b>" href="/north" status="live" src="/s.m3u8" json-ld></live-card>`;
  const markup = await collectResult(render(card));
  assert.match(markup, /href="\/north"/);
  assert.match(markup, /&lt;b&gt;North&lt;\/b&gt;/);
  assert.match(markup, /class="badge live"/);
  assert.doesNotMatch(markup, /<live-player|<script|style="/);
});

test('<live-card> follows no link that is none', async () => {
  const markup = await collectResult(
    render(html`<live-card label="x" href="javascript:alert(1)" poster="javascript:alert(2)"></live-card>`),
  );
  assert.doesNotMatch(markup.slice(markup.indexOf('<template')), /javascript:/);
});
