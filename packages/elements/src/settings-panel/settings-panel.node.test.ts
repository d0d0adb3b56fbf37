import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SettingsDraft } from '@t333/core/creator';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<settings-panel> renders on a server: nobody is signed in', async () => {
  const markup = await collectResult(render(html`<settings-panel></settings-panel>`));
  assert.match(markup, /Nobody is signed in/);
  assert.doesNotMatch(markup, /style="|<form/);
});

test('<settings-panel> renders on a server: what there is to set', async () => {
  const settings = { title: 'Evening', minAge: 18 };
  const draft = new SettingsDraft({
    api: { load: async () => ({ settings }), save: async () => ({ settings }), categories: async () => [] },
  });
  await draft.load();
  const markup = await collectResult(render(html`<settings-panel .draft=${draft}></settings-panel>`));
  assert.match(markup, /id="title"/);
  assert.match(markup, /7 of 140/);
  assert.doesNotMatch(markup, /id="latency"/);
  draft.destroy();
});
