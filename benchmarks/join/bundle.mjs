/** Builds each contender's page with Vite, as its users do, and writes its HTML. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { CONTENDERS } from './contenders.mjs';
import { installPeers, PLAYERS } from '../install-peers.mjs';

const ROOT = join(import.meta.dirname, '../..');

/** It bundles all of them, ours too: it preloads what a chunk imports, so that chunks cost no round trips of their own. */
const VERSIONS = { ...PLAYERS, vite: '8.3.8' };

const STYLE = `body { margin: 0; background: black; } .one > * { display: block; width: 960px; height: 540px; }
  .nine { display: grid; grid-template-columns: repeat(3, 320px); grid-auto-rows: 180px; } .nine > * { display: block; width: 320px; height: 180px; }
  multi-stream-grid { width: 960px; height: 540px; }`;

/**
 * What a page may preload: its chunks, by the source that they come from.
 * @typedef {object} PageBuild
 * @property {(source: RegExp) => string} chunk the address of the chunk with this source
 */

/**
 * @param {string[]} names of contenders
 * @returns {Promise<{ folder: string, page: (name: string, options: { master: string, tiles: number, watchMs: number }) => string,
 *   bytes: Map<string, number>, missing: Map<string, string>, remove: () => void }>} `page` gives the path
 */
export async function bundlePages(names) {
  const peers = await installPeers(VERSIONS);
  const vite = await import(pathToFileURL(createRequire(join(peers, 'package.json')).resolve('vite')).href);
  const folder = mkdtempSync(join(tmpdir(), 'join-benchmark-site-'));
  const { code: recorder } = await vite.minify(
    'recorder.js',
    readFileSync(join(import.meta.dirname, 'page/recorder.js'), 'utf8'),
  );
  const snippets = { prime: await bundleSnippet('prime'), boot: await bundleSnippet('boot') };
  const builds = new Map();
  const missing = new Map();
  for (const name of names) {
    try {
      builds.set(name, await buildPage(vite, name, { peers, folder }));
    } catch (error) {
      missing.set(name, error.message);
    }
  }

  function page(name, { master, tiles, watchMs }) {
    const contender = CONTENDERS[name];
    const { html, chunk } = builds.get(name);
    const asset = contender.asset ?? master;
    const sources =
      tiles === 1 ? [`/media/${asset}`] : Array.from({ length: tiles }, (_, tile) => `/media/tile${tile}/${asset}`);
    const inside = sources.map((source) => contender.html(source)).join('');
    const wall = contender.wall?.(inside) ?? `<div class="${tiles === 1 ? 'one' : 'nine'}">${inside}</div>`;
    const scripts = /<script type="module".*(?=<\/head>)/s.exec(html)?.[0] ?? '';
    const { head = '', tail = scripts } = contender.place?.({ sources, chunk, scripts, snippets }) ?? {};
    const file = `${name}-${master}-${tiles}-${watchMs}.html`;
    writeFileSync(
      join(folder, file),
      `<!doctype html><meta charset="utf-8"><title>Join</title><link rel="icon" href="data:,">` +
        `<script>${recorder};join.watchMs=${watchMs}</script><style>${STYLE}</style>${head}<body>${wall}${tail}`,
    );
    return `/site/${file}`;
  }

  return { page, folder, missing, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

async function bundleSnippet(name) {
  const file = `packages/core/src/player/prime/${name}-snippet.ts`;
  const options = { bundle: true, minify: true, format: 'iife', target: 'es2022', write: false };
  const { outputFiles } = await build({ ...options, entryPoints: [join(ROOT, file)] });
  return outputFiles[0].text;
}

async function buildPage(vite, name, { peers, folder }) {
  const { code, home } = CONTENDERS[name];
  if (!code) return { html: '', chunk: () => '' };
  const root = join(folder, `${name}-source`);
  mkdirSync(root);
  const entry = join(root, 'entry.js');
  writeFileSync(entry, code);
  writeFileSync(
    join(root, 'index.html'),
    '<!doctype html><head><script type="module" src="./entry.js"></script></head>',
  );
  const importer = join(home === 'peers' ? peers : ROOT, 'package.json');
  const { output } = await vite.build({
    root,
    configFile: false,
    logLevel: 'silent',
    base: `/site/${name}/`,
    resolve: { conditions: ['@t333/source', 'module', 'browser', 'production'] },
    plugins: [
      {
        name: 'home-of-packages',
        enforce: 'pre',
        resolveId(id, from) {
          return from === entry && !id.startsWith('.') ? this.resolve(id, importer, { skipSelf: true }) : null;
        },
      },
    ],
    build: { outDir: join(folder, name), target: 'es2022', reportCompressedSize: false },
  });
  const chunk = (source) => {
    const found = output.find(({ moduleIds = [] }) => moduleIds.some((id) => source.test(id)));
    if (!found) throw new Error(`No chunk is made of ${source}.`);
    return `/site/${name}/${found.fileName}`;
  };
  return { html: readFileSync(join(folder, name, 'index.html'), 'utf8'), chunk };
}
