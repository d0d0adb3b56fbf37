/** Bundles the page and its contenders, from the sources. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const PAGE = join(import.meta.dirname, 'page');

/**
 * @param {string[]} contenders
 * @returns {Promise<{ folder: string, remove: () => void }>}
 */
export async function bundlePage(contenders) {
  const folder = mkdtempSync(join(tmpdir(), 'together-benchmark-'));
  await build({
    entryPoints: [join(PAGE, 'main.js'), ...contenders.map((name) => join(PAGE, 'contenders', `${name}.js`))],
    entryNames: '[name]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    outdir: folder,
    conditions: ['@t333/source', 'production', 'browser'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
    chunkNames: '[name]-[hash]',
  });
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>Together</title><link rel="icon" href="data:,">' +
      '<style>body { margin: 0; display: grid; grid-template-columns: repeat(2, 320px); } video { width: 320px; height: 180px; }</style>' +
      '<body><script type="module" src="main.js"></script></body>',
  );
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
