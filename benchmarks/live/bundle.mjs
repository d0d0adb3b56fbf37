/** Bundles the page and its contenders, each by itself, from the sources. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { installPeers } from '../join/peers.mjs';

const PAGE = join(import.meta.dirname, 'page');

const STYLE = `
  body { margin: 0; background: black; }
  .stage > * { display: block; width: 640px; height: 360px; }
  .stage.wall { display: grid; grid-template-columns: repeat(3, 400px); grid-auto-rows: 225px; }
  .stage.wall > * { width: 400px; height: 225px; }
  .stage > multi-stream-grid { width: 1200px; height: 675px; }`;

/**
 * @param {string[]} contenders
 * @returns {Promise<{ folder: string, missing: Map<string, string>, remove: () => void }>} `missing`: who could not be bundled,
 *   and why
 */
export async function bundlePage(contenders) {
  const peers = await installPeers();
  const folder = mkdtempSync(join(tmpdir(), 'live-benchmark-page-'));
  const options = {
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    outdir: folder,
    nodePaths: [join(peers, 'node_modules')],
    conditions: ['@t333/source', 'production', 'browser'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
    chunkNames: '[name]-[hash]',
  };
  await build({ ...options, entryPoints: [join(PAGE, 'main.js')] });
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>Live</title><link rel="icon" href="data:,">' +
      `<style>${STYLE}</style><body><div class="stage"></div><script type="module" src="main.js"></script></body>`,
  );
  const missing = new Map();
  for (const name of contenders) {
    // Each by itself, so that one that cannot be built does not take the others along.
    await build({ ...options, entryPoints: [join(PAGE, 'contenders', `${name}.js`)] }).catch((error) =>
      missing.set(name, error.errors?.[0]?.text ?? error.message),
    );
  }
  return { folder, missing, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
