/** The pages of examples/script-tag, with the packed package in the place of the CDN, under a strict policy. */
import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startOrigin } from '../../examples/origin/index.mjs';
import { contentSecurityPolicy } from '../csp.mjs';
import { openBrowser, openPage } from '../docs/demos.mjs';
import { serveFolder } from '../docs/serve-folder.mjs';
import { PACKAGES } from '../packages.mjs';
import { installed, PROJECT } from './install.mjs';
import { watchPage } from './watch-page.mjs';

const EXAMPLE = path.join(import.meta.dirname, '../../examples/script-tag');
const PAGES = path.join(PROJECT, '../script-tag');
const STREAMS = 'http://127.0.0.1:8333/origin';
const { version } = PACKAGES.find(({ name }) => name === '@t333/elements').manifest;
const [major, minor] = version.split('.');
const CDN = `https://cdn.jsdelivr.net/npm/@t333/elements@${major}.${minor}/`;

let streams, cdn, site;

before(async () => {
  streams = await startOrigin();
  // As a CDN: another origin, whose files everybody may read.
  cdn = await serveFolder(installed('@t333/elements'), '/', { 'Access-Control-Allow-Origin': '*' });
  rmSync(PAGES, { recursive: true, force: true });
  cpSync(EXAMPLE, PAGES, { recursive: true });
  for (const file of readdirSync(PAGES)) {
    const text = readFileSync(path.join(PAGES, file), 'utf8');
    writeFileSync(path.join(PAGES, file), text.replaceAll(CDN, cdn.url).replaceAll(STREAMS, streams.url));
  }
  const policy = contentSecurityPolicy({ 'script-src': ["'self'", new URL(cdn.url).origin] });
  site = await serveFolder(PAGES, '/', { 'Content-Security-Policy': policy });
});

after(async () => {
  site?.close();
  cdn?.close();
  await streams?.close();
});

/** The scripts that a page has loaded. */
const scripts = (page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((name) => name.endsWith('.js')),
  );

describe('script-tag pages', () => {
  it('name the CDN and the version that is in the tree', () => {
    for (const file of ['esm.html', 'iife.html'])
      assert.match(readFileSync(path.join(EXAMPLE, file), 'utf8'), new RegExp(CDN));
  });

  it('esm.html plays four streams without a complaint', async () => {
    const { advances, faults, checked } = await watchPage(`${site.url}esm.html`, { videos: 4, check: scripts });
    assert.deepEqual(faults, []);
    assert.ok(advances, 'every video advances');
    assert.ok(checked.includes('/dist/cdn/t333-hls.light.js'), 'hls.js is loaded from beside the script');
  });

  it('iife.html does so too, with one copy of each part', async () => {
    const { advances, faults, checked } = await watchPage(`${site.url}iife.html`, { videos: 4, check: scripts });
    assert.deepEqual(faults, []);
    assert.ok(advances, 'every video advances');
    assert.ok(checked.includes('/dist/cdn/t333-hls.light.js'), 'hls.js is the same file for both kinds of script');
    assert.ok(!checked.includes('/dist/cdn/t333.js'), 'no part loads the module build beside the classic one');
  });

  for (const [script, chunk] of [
    ['type="module" src="{cdn}t333.js"', '/dist/cdn/t333-embed-twitch-player.js'],
    ['src="{cdn}t333.iife.js"', '/dist/cdn/iife/t333-embed-twitch-player.js'],
  ]) {
    it(`have Twitch's player with the first source of Twitch, and not before: <script ${script}>`, async () => {
      // In the place of Twitch's script, to which there may be no way.
      const page = `globalThis.Twitch = { Player: class {
        constructor(place, { channel }) { document.title = channel; }
        addEventListener() {}
        destroy() {}
      } };`;
      writeFileSync(path.join(PAGES, 'twitch.js'), page);
      writeFileSync(
        path.join(PAGES, 'twitch.html'),
        `<!doctype html><script src="twitch.js"></script><script ${script.replace('{cdn}', `${cdn.url}dist/cdn/`)}></script>
        <link rel="stylesheet" href="page.css" /><live-player></live-player>`,
      );
      const browser = await openBrowser();
      try {
        const { page: tab, faults } = await openPage(browser, { width: 1280 });
        await tab.goto(`${site.url}twitch.html`, { waitUntil: 'load' });
        await tab.waitForFunction(() => customElements.get('live-player'));
        assert.ok(!(await scripts(tab)).includes(chunk));
        await tab.evaluate(() => {
          const player = document.querySelector('live-player');
          Object.assign(player.style, { width: '480px', height: '300px' });
          player.src = 'twitch:night_owl';
        });
        await tab.waitForFunction(() => document.title === 'night_owl', { timeout: 20_000 });
        assert.ok((await scripts(tab)).includes(chunk));
        assert.deepEqual(
          faults.filter((fault) => !fault.endsWith('/favicon.ico')),
          [],
        );
      } finally {
        await browser.close();
      }
    });
  }

  it('iife.html has the public names, and no other, in its global', async () => {
    const names = (page) => page.evaluate(() => Object.keys(globalThis.t333));
    const { checked } = await watchPage(`${site.url}iife.html`, { videos: 4, check: names });
    const exported = ['live-player', 'multi-stream-grid'].map(
      (element) => import(pathToFileURL(path.join(installed('@t333/elements'), 'dist', element, 'index.js')).href),
    );
    const classes = (await Promise.all(exported)).flatMap(Object.keys);
    assert.deepEqual(checked.toSorted(), ['registerLocale', ...classes].toSorted());
  });
});
