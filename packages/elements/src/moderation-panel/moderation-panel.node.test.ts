import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChannelModeration } from '@t333/core/chat';
import { FakeChatTransport, FakeClock } from '@t333/core/testing';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<moderation-panel> renders on a server: nothing is moderated', async () => {
  const markup = await collectResult(render(html`<moderation-panel></moderation-panel>`));
  assert.match(markup, /No channel is moderated here/);
  assert.doesNotMatch(markup, /style="|role="tablist"/);
});

test('<moderation-panel> renders on a server: who may not see it is not shown it', async () => {
  const clock = new FakeClock();
  const transport = new FakeChatTransport({ clock });
  const moderation = new ChannelModeration({ transport, channel: 'north', clock });
  const markup = await collectResult(render(html`<moderation-panel .moderation=${moderation}></moderation-panel>`));
  assert.match(markup, /Moderation: north/);
  assert.doesNotMatch(markup, /role="tablist"/);
  moderation.destroy();
});
