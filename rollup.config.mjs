import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve as resolvePath } from 'node:path';
import { pathToFileURL } from 'node:url';
import resolve from '@rollup/plugin-node-resolve';
import esbuild, { minify } from 'rollup-plugin-esbuild';
import { compactTemplates } from './scripts/compact-templates.mjs';

const TARGET = 'es2022';
const CDN = 'packages/elements/dist/cdn';
const CDN_ENTRY = 't333.js';
const CDN_MODULE = 'module:t333';
const CDN_SCRIPT = 'script:t333';
const PARTS = 'parts:t333?';

/** Where the classic script leaves what its chunks share with it; its public names alone stand in the global `t333`. */
const PARTS_GLOBAL = "globalThis[Symbol.for('t333.parts')]";

/** Before esbuild, which would write the templates anew. */
const typescript = () => [
  compactTemplates(),
  esbuild({ target: TARGET, tsconfig: 'tsconfig.base.json', sourceMap: true }),
];

const minified = () => minify({ target: TARGET, legalComments: 'inline' });

const readPackage = (name) => JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8'));

/** One file out for each file in, so that a bundler takes only what is used. The inputs are the package's own exports. */
function library(name) {
  const { exports, dependencies, peerDependencies } = readPackage(name);
  const external = Object.keys({ ...dependencies, ...peerDependencies });
  return {
    input: [
      ...Object.values(exports).flatMap((target) => target['@t333/source'] ?? []),
      // Where a subpath is not for pages, what they get in its place.
      ...Object.values(exports).flatMap(({ browser = '' }) =>
        browser ? [browser.replace('dist', 'src').replace('.js', '.ts')] : [],
      ),
    ].map((file) => `packages/${name}/${file}`),
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

/** A file of its own, for pages to serve: a worker has no import map. */
const alignWorker = {
  input: 'packages/core/src/sync/align/align-worker.ts',
  plugins: [resolve({ extensions: ['.ts', '.js'], exportConditions: ['@t333/source'] }), typescript(), minified()],
  output: { file: 'packages/core/dist/sync/align/align-worker.js', format: 'es' },
};

/** For the head of a page, as text or as files: a classic script runs before any module, and a strict policy knows its hash. */
const snippets = ['prime', 'boot'].map((name) => ({
  input: `packages/core/src/player/prime/${name}-snippet.ts`,
  plugins: [resolve({ extensions: ['.ts', '.js'] }), typescript(), minified()],
  output: { file: `packages/core/dist/player/prime/${name}-snippet.js`, format: 'iife' },
}));

/** `live-player-controls` for …/src/live-player/controls.ts: several folders have a `controls.ts`. */
const sourceName = (id) => /\/src\/(.+)\.ts$/.exec(id ?? '')?.[1].replaceAll('/', '-');

/** For `<script type="module">`: everything is inside but what is loaded on demand, which lies beside it. */
const cdnModule = {
  input: CDN_MODULE,
  // What the chunks share with the entry is exported by the entry itself: no facade, no second round trip.
  preserveEntrySignatures: 'allow-extension',
  plugins: [
    {
      name: 'with-twitch',
      resolveId: (id) => (id === CDN_MODULE ? id : null),
      load(id) {
        if (id !== CDN_MODULE) return null;
        // The elements know nothing of Twitch, and those of the page are upgraded as soon as they are defined: it comes first.
        const entries = ['twitch/src/register.ts', 'elements/src/cdn.ts'];
        const [register, elements] = entries.map((file) => JSON.stringify(resolvePath('packages', file)));
        return `import ${register}; export * from ${elements};`;
      },
    },
    resolve({ extensions: ['.ts', '.js'], exportConditions: ['@t333/source', 'production', 'browser'] }),
    typescript(),
    minified(),
  ],
  output: {
    dir: CDN,
    format: 'es',
    entryFileNames: CDN_ENTRY,
    chunkFileNames: ({ facadeModuleId, name }) => `t333-${sourceName(facadeModuleId) ?? name}.js`,
  },
};

const isChunk = (id) => /(^|\/)t333-[^/]+\.js$/.test(id);

/** Whether a chunk needs nothing of the entry: hls.js does not, and one copy then serves both kinds of script. */
const standsAlone = (file) => !/["']\.\/t333/.test(readFileSync(join(CDN, file), 'utf8'));

/** What `cdn.ts` exports, from the library that was built before. */
async function publicNames() {
  const folders = ['live-player', 'multi-stream-grid'];
  const modules = folders.map((name) => pathToFileURL(resolvePath(`packages/elements/dist/${name}/index.js`)).href);
  const exported = await Promise.all(modules.map((url) => import(url)));
  return ['registerLocale', ...exported.flatMap(Object.keys)];
}

/**
 * For a classic `<script>`: the same entry as one function that leaves a global. A script from another origin has no
 * base URL, so its `import()` of a chunk must name where the script came from.
 */
const cdnScript = {
  input: CDN_SCRIPT,
  plugins: [
    {
      name: 'public-names',
      resolveId: (id) => (id === CDN_SCRIPT ? id : null),
      async load(id) {
        if (id !== CDN_SCRIPT) return null;
        const entry = JSON.stringify(resolvePath(CDN, CDN_ENTRY));
        return `import * as parts from ${entry};
          ${PARTS_GLOBAL} = parts;
          export { ${(await publicNames()).join()} } from ${entry};`;
      },
    },
    {
      name: 'chunks-by-script-url',
      resolveId(id) {
        if (!isChunk(id)) return null;
        return { id: standsAlone(id) ? id : id.replace('./', './iife/'), external: 'absolute' };
      },
      renderDynamicImport: () => ({ left: 'import(new URL(', right: ', scriptUrl))' }),
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

/** The chunks of the classic script: they find what they share with it in a global, instead of in a second copy. */
const cdnScriptChunks = {
  plugins: [
    {
      name: 'shared-by-global',
      options(options) {
        const input = readdirSync(CDN).filter((file) => isChunk(file) && !standsAlone(file));
        return { ...options, input: input.map((file) => join(CDN, file)) };
      },
      resolveId(id, importer) {
        if (id === `./${CDN_ENTRY}`) return { id: `${PARTS}${importer}`, syntheticNamedExports: true };
        return isChunk(id) && importer && standsAlone(id) ? { id: `.${id}`, external: 'absolute' } : null;
      },
      load: (id) => (id.startsWith(PARTS) ? `export default ${PARTS_GLOBAL};` : null),
    },
    minified(),
  ],
  output: { dir: join(CDN, 'iife'), format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
};

export default [
  library('core'),
  alignWorker,
  ...snippets,
  library('elements'),
  library('twitch'),
  cdnModule,
  cdnScript,
  cdnScriptChunks,
];
