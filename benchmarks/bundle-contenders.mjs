/** Bundles a benchmark's page and its contenders from the sources. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** For whatever runs from the sources in a page. */
export const SOURCE_OPTIONS = {
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  conditions: ['@t333/source', 'production', 'browser'],
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'silent',
  chunkNames: '[name]-[hash]',
};

/**
 * @param {object} options
 * @param {string} options.title
 * @param {string} options.page folder with `main.js`, and `contenders/` with a module for each
 * @param {string} options.style
 * @param {string} [options.body] what is in the page before its script
 * @param {string[]} options.contenders
 * @param {string} [options.peers] the folder with their packages
 * @param {boolean} [options.minify]
 * @returns {Promise<{ folder: string, missing: Map<string, string>, remove: () => void }>} `missing`: who could not be bundled,
 *   and why
 */
export async function bundleContenders({ title, page, style, body = '', contenders, peers, minify = false }) {
  const folder = mkdtempSync(join(tmpdir(), `${title.toLowerCase()}-benchmark-`));
  const options = {
    ...SOURCE_OPTIONS,
    minify,
    outdir: folder,
    ...(peers && { nodePaths: [join(peers, 'node_modules')] }),
  };
  await build({ ...options, entryPoints: [join(page, 'main.js')] });
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,"><style>${style}</style>` +
      `<body>${body}<script type="module" src="main.js"></script></body>`,
  );
  const missing = new Map();
  for (const name of contenders) {
    // Each by itself, so that one that cannot be built does not take the others along.
    await build({ ...options, entryPoints: [join(page, 'contenders', `${name}.js`)] }).catch((error) =>
      missing.set(name, error.errors?.[0]?.text ?? error.message),
    );
  }
  return { folder, missing, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
