/** Bundles the built packages the way a user's bundler does (Rollup, as in Vite), and weighs what comes out. */
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import resolve from '@rollup/plugin-node-resolve';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { minify } from 'rollup-plugin-esbuild';

const ROOT = path.join(import.meta.dirname, '..');
const USER = path.join(ROOT, 'user.js');
const isHls = (id) => id === 'hls.js' || id.startsWith('hls.js/');

const bundles = new Map();

/** Several figures come out of the same bundle: it is made once. */
function bundle(code, withHls = false, forServer = false) {
  const key = `${withHls}${forServer}${code}`;
  if (!bundles.has(key)) bundles.set(key, make(code, withHls, forServer));
  return bundles.get(key);
}

async function make(code, withHls, forServer) {
  const bundler = await rollup({
    input: USER,
    external: (id) => !withHls && isHls(id),
    plugins: [
      { resolveId: (id) => (id === USER ? id : null), load: (id) => (id === USER ? code : null) },
      resolve({ browser: !forServer, exportConditions: forServer ? ['node', 'production'] : ['production'] }),
      minify({ target: 'es2022', legalComments: 'none' }),
    ],
    onLog: () => {},
  });
  const { output } = await bundler.generate({ format: 'es', chunkFileNames: '[name]-[hash].js' });
  return new Map(output.map((chunk) => [chunk.fileName, chunk]));
}

/** A chunk with everything that it imports statically: what has to arrive before it runs. */
function closure(chunks, name, seen = new Set()) {
  if (seen.has(name) || !chunks.has(name)) return seen;
  seen.add(name);
  for (const next of chunks.get(name).imports) closure(chunks, next, seen);
  return seen;
}

const gzipped = (chunks, names) =>
  [...names].reduce((total, name) => total + gzipSync(chunks.get(name).code, { level: 9 }).length, 0);

/** What `code` loads at once, without hls.js: gzipped bytes. */
export async function entryBytes(code) {
  const chunks = await bundle(code);
  return gzipped(chunks, closure(chunks, 'user.js'));
}

/** What `code` weighs in a bundle for a server: gzipped bytes. */
export async function serverBytes(code) {
  const chunks = await bundle(code, false, true);
  return gzipped(chunks, chunks.keys());
}

/** What `code` may ever load, without hls.js: gzipped bytes. */
export async function allBytes(code) {
  const chunks = await bundle(code);
  return gzipped(chunks, chunks.keys());
}

/** What the chunk with a module that matches costs on top of what `code` has loaded: gzipped bytes. */
export async function chunkBytes(code, source, { withHls = false } = {}) {
  const chunks = await bundle(code, withHls);
  const needed = new Set();
  for (const { fileName, moduleIds } of chunks.values()) {
    if (fileName !== 'user.js' && moduleIds.some((id) => source.test(id))) closure(chunks, fileName, needed);
  }
  if (needed.size === 0) throw new Error(`${source} is not loaded on demand.`);
  return gzipped(chunks, needed.difference(closure(chunks, 'user.js')));
}

/** What an import that nobody uses leaves in a bundle, with Rollup or esbuild, whichever is worse: minified bytes. */
export async function unusedBytes(code) {
  const chunks = await bundle(code);
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: ROOT },
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    external: ['hls.js', 'hls.js/*'],
    logLevel: 'error',
  });
  return Math.max(chunks.get('user.js').code.trim().length, outputFiles[0].contents.length);
}
