import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { build, type BuildOptions } from 'esbuild';
import { rollup } from 'rollup';

const PACKAGE = join(import.meta.dirname, '../../..');
const NAME = '@t333/twitch/auth/server';

type Conditions = Record<string, string | null>;

/** The package's own entry. Edge runtimes take `browser`, too, so theirs come first. */
async function conditions(): Promise<Conditions> {
  const { exports } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8')) as {
    exports: Record<string, Conditions>;
  };
  const { '@t333/source': _source, types: _types, ...entry } = exports['./auth/server'] ?? {};
  return entry;
}

const bundle = (options: BuildOptions): ReturnType<typeof build> =>
  build({ bundle: true, format: 'esm', logLevel: 'silent', conditions: ['@t333/source'], ...options });

describe(NAME, () => {
  let folder: string;

  /** A user's project, with the package built into it. */
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 't333-bundle-'));
    const target = join(folder, 'node_modules/@t333/twitch');
    await mkdir(target, { recursive: true });
    const manifest = { name: '@t333/twitch', type: 'module', exports: { './auth/server': await conditions() } };
    await writeFile(join(target, 'package.json'), JSON.stringify(manifest));
    for (const name of ['index', 'in-browser']) {
      const entryPoints = [join(import.meta.dirname, `${name}.ts`)];
      await bundle({ entryPoints, outfile: join(target, `dist/auth/server/${name}.js`) });
    }
  });

  after(() => rm(folder, { recursive: true }));

  const USE = `import { appTokenSource } from '${NAME}'; console.log(appTokenSource);`;
  const withEsbuild = (contents: string, options: BuildOptions): ReturnType<typeof build> =>
    bundle({ stdin: { contents, resolveDir: folder }, conditions: [], write: false, ...options });

  it('cannot be built into a page by esbuild', async () => {
    await assert.rejects(withEsbuild(USE, { platform: 'browser' }), /in-browser\.js/);
  });

  it('cannot be built into a page by Rollup, nor by Vite, which resolves alike', async () => {
    const input = join(folder, 'page.js');
    await writeFile(input, USE);
    const plugins = [nodeResolve({ browser: true })];
    const work = rollup({ input, plugins, onLog: () => {} }).then((made) => made.generate({ format: 'es' }));
    await assert.rejects(work, /"appTokenSource" is not exported by .*in-browser\.js/);
  });

  it('leaves nothing but a refusal where a page asks for all of it', async () => {
    const { outputFiles } = await withEsbuild(`export const all = import('${NAME}');`, { platform: 'browser' });
    const text = outputFiles?.map((file) => file.text).join('') ?? '';
    assert.match(text, /is not for browsers/);
    assert.doesNotMatch(text, /client_secret/);
  });

  for (const condition of ['node', 'workerd', 'edge-light', 'deno', 'bun']) {
    it(`is there for ${condition}`, async () => {
      const conditionsOf = condition === 'node' ? ['node'] : [condition, 'worker', 'browser'];
      const { outputFiles } = await withEsbuild(USE, { platform: 'neutral', conditions: conditionsOf });
      assert.match(outputFiles?.[0]?.text ?? '', /client_secret/);
    });
  }

  it('is no part of @t333/twitch/auth', async () => {
    const entryPoints = [join(import.meta.dirname, '../index.ts')];
    const { outputFiles } = await bundle({ entryPoints, platform: 'browser', write: false });
    assert.doesNotMatch(outputFiles?.[0]?.text ?? '', /client_secret/);
  });
});
