/** Bundles the page and its contenders. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { installPeers } from './peers.mjs';

const PAGE = join(import.meta.dirname, 'page');

const STYLE = `body { margin: 0; display: flex; background: black; color-scheme: dark; }
  #stage { inline-size: 900px; block-size: 600px; } #stage > * { display: block; block-size: 100%; }
  #chat { position: relative; inline-size: 340px; block-size: 600px; overflow: hidden; background: #17171c; color: #f2f2f5; font: 14px/1.4 sans-serif; }`;

/**
 * @param {string[]} contenders
 * @returns {Promise<{ folder: string, missing: Map<string, string>, remove: () => void }>} `missing`: who could not be bundled,
 *   and why
 */
export async function bundlePage(contenders) {
  const peers = await installPeers();
  const folder = mkdtempSync(join(tmpdir(), 'chat-benchmark-'));
  const options = {
    bundle: true,
    splitting: true,
    minify: true,
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
    `<!doctype html><meta charset="utf-8"><title>Chat</title><link rel="icon" href="data:,"><style>${STYLE}</style>` +
      '<body><div id="stage"></div><div id="chat"></div><script type="module" src="main.js"></script></body>',
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
