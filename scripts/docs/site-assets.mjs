/** What the pages of the site load: the elements as a script tag gets them, the other packages as modules, streams. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { PACKAGES } from '../packages.mjs';
import { writeStaticMedia } from './static-media.mjs';

const ROOT = join(import.meta.dirname, '../..');

/** Import specifier and source file of each module that the packages export. */
export const packageEntries = PACKAGES.flatMap(({ name, folder, manifest }) =>
  Object.entries(manifest.exports).flatMap(([subpath, { '@t333/source': source }]) =>
    source ? [{ name, specifier: subpath.replace('.', name), source: join(folder, source) }] : [],
  ),
);

const isForServers = (specifier) => /\/(?:server|redis)$/.test(specifier);

const moduleEntries = packageEntries.filter(
  ({ name, specifier }) => name !== '@t333/elements' && !isForServers(specifier),
);

/** What a page's import map says, below `assets/`: demos import by package name, as their readers will. */
export const siteImports = {
  '@t333/elements': 't333/t333.js',
  '@t333/elements/define': 't333/t333.js',
  ...Object.fromEntries(moduleEntries.map(({ specifier }) => [specifier, `${moduleFile(specifier)}.js`])),
};

/** @param {string} site folder of the site */
export async function writeSiteAssets(site) {
  await build({
    entryPoints: moduleEntries.map(({ specifier, source }) => ({ in: source, out: moduleFile(specifier) })),
    outdir: join(site, 'assets'),
    chunkNames: 'shared/[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['@t333/source', 'production'],
    logLevel: 'warning',
    absWorkingDir: ROOT,
  });
  cpSync(join(ROOT, 'packages/elements/dist/cdn'), join(site, 'assets/t333'), {
    recursive: true,
    filter: (file) => !file.endsWith('.map'),
  });
  cpSync(join(ROOT, 'docs/pages'), join(site, 'pages'), { recursive: true });
  writeStaticMedia(join(site, 'streams'));
}

/** `core/sync-align` for `@t333/core/sync/align`. */
function moduleFile(specifier) {
  const [, name, ...subpath] = specifier.split('/');
  return `${name}/${subpath.join('-') || 'index'}`;
}
