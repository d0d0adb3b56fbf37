/** Bundles the page and its contenders. The alternatives are installed into a temporary folder. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { run } from '../../scripts/run.mjs';

export const VERSIONS = { timingsrc: '1.4.36', 'timing-object': '3.1.97', '@vimeo/player': '2.30.4' };

/** Who has packages of others in it. */
const INSTALLED = new Set(['timingsrc', 'vimeo']);

const PAGE = join(import.meta.dirname, 'page');

/**
 * @param {string[]} contenders
 * @returns {Promise<{ folder: string, missing: Map<string, string>, remove: () => void }>} `missing`: who could not be bundled,
 *   and why
 */
export async function bundlePage(contenders) {
  const home = mkdtempSync(join(tmpdir(), 'sync-benchmark-'));
  const folder = join(home, 'page');
  writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, dependencies: VERSIONS }));
  if (contenders.some((name) => INSTALLED.has(name))) {
    await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: home, quiet: true });
  }
  const options = {
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    outdir: folder,
    nodePaths: [join(home, 'node_modules')],
    conditions: ['@t333/source', 'production', 'browser'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
    chunkNames: '[name]-[hash]',
  };
  await build({ ...options, entryPoints: [join(PAGE, 'main.js')] });
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>Synchronisation</title><link rel="icon" href="data:,">' +
      '<style>body { margin: 0; display: grid; grid-template-columns: repeat(3, 320px); } video { width: 320px; height: 180px; }</style>' +
      '<body><script type="module" src="main.js"></script></body>',
  );
  const missing = new Map();
  for (const name of contenders) {
    // Each by itself, so that one that cannot be built does not take the others along.
    await build({ ...options, entryPoints: [join(PAGE, 'contenders', `${name}.js`)] }).catch((error) =>
      missing.set(name, error.errors?.[0]?.text ?? error.message),
    );
  }
  return { folder, missing, remove: () => rmSync(home, { recursive: true, force: true }) };
}
