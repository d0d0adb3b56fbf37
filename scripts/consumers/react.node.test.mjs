/** The React example, built by Vite from the packed packages. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { startOrigin } from '../../examples/origin/index.mjs';
import { contentSecurityPolicy } from '../csp.mjs';
import { serveFolder } from '../docs/serve-folder.mjs';
import { npmEnv } from '../npm-env.mjs';
import { PROJECT } from './install.mjs';
import { watchPage } from './watch-page.mjs';

let streams, site;

before(async () => {
  streams = await startOrigin();
});

after(async () => {
  site?.close();
  await streams?.close();
});

describe('React example', () => {
  it('type-checks and builds', async () => {
    const env = { ...npmEnv(), VITE_ORIGIN: streams.url };
    await promisify(execFile)('npm', ['run', 'build'], { cwd: PROJECT, env }).catch(({ stdout, stderr }) =>
      assert.fail(`${stdout}${stderr}`),
    );
  });

  it('plays four streams; its button changes the layout, and the store tells React', async () => {
    site = await serveFolder(path.join(PROJECT, 'dist'), '/', { 'Content-Security-Policy': contentSecurityPolicy() });
    const { advances, faults, checked } = await watchPage(site.url, {
      videos: 4,
      async check(page) {
        await page.locator('button ::-p-text(focus)').click();
        const pressed = await page.$eval('button[aria-pressed=true]', (button) => button.textContent);
        const layout = await page.$eval('multi-stream-grid', (grid) => grid.layout);
        return { pressed, layout, summary: await page.$eval('output', (output) => output.textContent) };
      },
    });
    assert.deepEqual(faults, []);
    assert.ok(advances, 'every video advances');
    assert.deepEqual({ pressed: checked.pressed, layout: checked.layout }, { pressed: 'focus', layout: 'focus' });
    assert.match(checked.summary, /^4 streams/);
  });
});
