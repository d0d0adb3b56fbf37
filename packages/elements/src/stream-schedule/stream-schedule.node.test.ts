import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import type { ScheduleItem } from '@t333/core/creator';
import { html } from 'lit';
import './define.ts';

const ITEM: ScheduleItem = {
  id: 'a',
  title: '<b>Evening</b>',
  description: '',
  startsAt: '2099-03-01T12:10:00Z',
  timeZone: 'Europe/Berlin',
  durationMinutes: 90,
  recurrence: 'none',
  sequence: 0,
};

test('<stream-schedule> renders on a server', async () => {
  const empty = await collectResult(render(html`<stream-schedule></stream-schedule>`));
  assert.match(empty, /Nothing is planned/);
  const markup = await collectResult(render(html`<stream-schedule .items=${[ITEM]}></stream-schedule>`));
  assert.match(markup, /&lt;b&gt;Evening&lt;\/b&gt;/);
  assert.match(markup, /datetime="2099-03-01T12:10:00.000Z"/);
  assert.doesNotMatch(markup, /style="|<dialog/);
});
