/** Bundles the built packages the way a user's bundler does, and weighs what comes out. */
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import resolve from '@rollup/plugin-node-resolve';
import { build } from 'esbuild';
import { rollup } from 'rollup';

const ROOT = path.join(import.meta.dirname, '..');
const HLS = ['hls.js', 'hls.js/*'];

async function bundle(code, external) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: ROOT, sourcefile: 'user.js' },
    absWorkingDir: ROOT,
    outdir: 'out',
    entryNames: 'entry',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
    metafile: true,
    legalComments: 'none',
    logLevel: 'error',
    external,
  });
  const bytes = new Map(
    outputFiles.map((file) => [path.relative(ROOT, file.path), gzipSync(file.contents, { level: 9 }).length]),
  );
  return { bytes, outputs: metafile.outputs };
}

/** A chunk with everything that it imports statically: what has to arrive before it runs. */
function closure(outputs, file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { path: next, kind, external } of outputs[file].imports) {
    if (kind === 'import-statement' && !external) closure(outputs, next, seen);
  }
  return seen;
}

const sum = (files, bytes) => [...files].reduce((total, file) => total + bytes.get(file), 0);

/** What `code` loads at once, without hls.js: gzipped bytes. */
export async function entryBytes(code, external = HLS) {
  const { bytes, outputs } = await bundle(code, external);
  return sum(closure(outputs, 'out/entry.js'), bytes);
}

/** What the chunk whose source matches costs on top of what `code` has loaded: gzipped bytes. */
export async function chunkBytes(code, source, external = HLS) {
  const { bytes, outputs } = await bundle(code, external);
  const chunks = Object.keys(outputs).filter((file) => source.test(outputs[file].entryPoint ?? ''));
  if (chunks.length === 0) throw new Error(`No chunk is made of ${source}: is it still loaded on demand?`);
  const loaded = closure(outputs, 'out/entry.js');
  const needed = new Set();
  for (const file of chunks) closure(outputs, file, needed);
  return sum(needed.difference(loaded), bytes);
}

/** What an import that nobody uses leaves in a bundle, with esbuild or rollup, whichever is worse: minified bytes. */
export async function unusedBytes(code) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: ROOT },
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    external: HLS,
    logLevel: 'error',
  });
  const user = path.join(ROOT, 'user.js');
  const rolled = await rollup({
    input: user,
    plugins: [{ resolveId: (id) => (id === user ? id : null), load: (id) => (id === user ? code : null) }, resolve()],
    external: (id) => id.startsWith('hls.js'),
    onLog: () => {},
  });
  const { output } = await rolled.generate({ format: 'es', compact: true });
  return Math.max(outputFiles[0].contents.length, output[0].code.trim().length);
}
