import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HealthMonitor } from '@t333/core/health';
import { FakeClock } from '@t333/core/testing';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html } from 'lit';
import './define.ts';

test('<health-panel> renders on a server: no stream is watched', async () => {
  const markup = await collectResult(render(html`<health-panel></health-panel>`));
  assert.match(markup, /No stream is watched/);
  assert.match(markup, /part="copy-button" disabled/);
  assert.doesNotMatch(markup, /style="|part="chart"/);
});

test('<health-panel> renders on a server: what a monitor knows', async () => {
  const monitor = new HealthMonitor({ clock: new FakeClock(), targets: { bitrateBps: 6e6 } });
  monitor.push({ bitrateBps: 3e6, activeFps: 60 });
  const markup = await collectResult(render(html`<health-panel .monitor=${monitor}></health-panel>`));
  assert.match(markup, /Starving/);
  assert.match(markup, /The bitrate is low: 3 Mb\/s of 6 Mb\/s/);
  monitor.destroy();
});
