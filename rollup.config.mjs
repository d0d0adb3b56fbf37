import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import resolve from '@rollup/plugin-node-resolve';
import esbuild, { minify } from 'rollup-plugin-esbuild';

const TARGET = 'es2022';
const CDN = 'packages/elements/dist/cdn';
const CDN_ENTRY = 't333.js';

const typescript = () => esbuild({ target: TARGET, tsconfig: 'tsconfig.base.json', sourceMap: true });

const minified = () => minify({ target: TARGET, legalComments: 'inline' });

const readPackage = (name) => JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8'));

/** One file out for each file in, so that a bundler takes only what is used. The inputs are the package's own exports. */
function library(name) {
  const { exports, dependencies = {} } = readPackage(name);
  const external = Object.keys(dependencies);
  return {
    input: Object.values(exports)
      .flatMap((target) => target['@t333/source'] ?? [])
      .map((file) => `packages/${name}/${file}`),
    external: (id) => external.some((dependency) => id === dependency || id.startsWith(`${dependency}/`)),
    plugins: [resolve({ extensions: ['.ts', '.js'], exportConditions: ['@t333/source'] }), typescript()],
    output: {
      dir: `packages/${name}/dist`,
      format: 'es',
      sourcemap: true,
      preserveModules: true,
      preserveModulesRoot: `packages/${name}/src`,
      entryFileNames: '[name].js',
    },
  };
}

/** For `<script type="module">`: everything is inside but what is loaded on demand, which lies beside it. */
const cdnModule = {
  input: 'packages/elements/src/cdn.ts',
  // What the chunks share with the entry is exported by the entry itself: no facade, no second round trip.
  preserveEntrySignatures: 'allow-extension',
  plugins: [
    resolve({ extensions: ['.ts', '.js'], exportConditions: ['@t333/source', 'production', 'browser'] }),
    typescript(),
    minified(),
  ],
  output: {
    dir: CDN,
    format: 'es',
    sourcemap: true,
    entryFileNames: CDN_ENTRY,
    chunkFileNames: 't333-[name].js',
  },
};

/**
 * For a classic `<script>`: the same entry as one function that leaves a global. A script from another origin has no
 * base URL, so its `import()` of a chunk must name where the script came from.
 */
const cdnScript = {
  input: join(CDN, CDN_ENTRY),
  external: (id) => id.startsWith('./t333-'),
  plugins: [
    {
      name: 'chunks-beside-the-script',
      renderDynamicImport: () => ({ left: 'import(new URL(', right: ", scriptUrl).href.replace('/t333-', '/iife/t333-'))" }),
    },
    minified(),
  ],
  output: {
    file: join(CDN, 't333.iife.js'),
    format: 'iife',
    name: 't333',
    intro: 'const scriptUrl = document.currentScript?.src || document.baseURI;',
  },
};

/** The chunks of the classic script: they find what they share with it in the global instead of a second copy. */
const cdnScriptChunks = {
  plugins: [
    {
      name: 'shared-by-global',
      options: (options) => ({
        ...options,
        input: readdirSync(CDN)
          .filter((file) => /^t333-.*\.js$/.test(file))
          .map((file) => join(CDN, file)),
      }),
      resolveId: (id) => (id === `./${CDN_ENTRY}` ? { id: 'global:t333', syntheticNamedExports: true } : null),
      load: (id) => (id === 'global:t333' ? 'export default globalThis.t333;' : null),
    },
    minified(),
  ],
  output: { dir: join(CDN, 'iife'), format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
};

export default [library('core'), library('elements'), library('twitch'), cdnModule, cdnScript, cdnScriptChunks];
