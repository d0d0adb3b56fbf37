/** The packages depend on each other in one direction, and only on what their manifests name. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { PACKAGES } from '../packages.mjs';

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*(['"])([^'"]+)\1/g;

const COMMENT = /\/\*[\s\S]*?\*\//g;

const sources = (folder) =>
  globSync('src/**/*.ts', { cwd: folder, exclude: ['**/*.{test,harness}.ts', '**/fixtures/**'] }).map((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8').replace(COMMENT, '');
    return { file, specifiers: [...text.matchAll(IMPORT)].map((match) => match[2]) };
  });

/** What a folder `server` holds may need Node. */
const isForNode = (file) => file.split(/[\\/]/).includes('server');

const packageOf = (specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

for (const { name, folder, manifest } of PACKAGES) {
  describe(name, () => {
    it('imports nothing but its dependencies', () => {
      const allowed = new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
      const strangers = sources(folder).flatMap(({ file, specifiers }) =>
        specifiers
          .filter(
            (id) => !id.startsWith('.') && !allowed.has(packageOf(id)) && !(isForNode(file) && id.startsWith('node:')),
          )
          .map((id) => `${file}: ${id}`),
      );
      assert.deepEqual(strangers, []);
    });

    it('reaches its own files by their paths, with the extension', () => {
      const odd = sources(folder).flatMap(({ file, specifiers }) =>
        specifiers.filter((id) => id.startsWith('.') && !id.endsWith('.ts')).map((id) => `${file}: ${id}`),
      );
      assert.deepEqual(odd, []);
    });
  });
}

it('hls.js is loaded from one file only', () => {
  const core = PACKAGES.find(({ name }) => name === '@t333/core');
  const loads = /import\(\s*['"]hls\.js/;
  const files = globSync('src/**/*.ts', { cwd: core.folder }).filter((file) =>
    loads.test(readFileSync(path.join(core.folder, file), 'utf8')),
  );
  assert.deepEqual(
    files.filter((file) => !file.endsWith('.test.ts')),
    ['src/player/load-hls.ts'],
  );
});

it('elements take no value from a barrel that leads to the players', () => {
  const elements = PACKAGES.find(({ name }) => name === '@t333/elements');
  // esbuild splits by file: it puts all that a barrel exports where the barrel is imported, on-demand code too.
  const barrel = /import\s+(?!type\b)[^;(]*?from '@t333\/core(?:\/player)?';/;
  const files = globSync('src/**/*.ts', { cwd: elements.folder, exclude: ['**/*.{test,harness}.ts'] });
  assert.deepEqual(
    files.filter((file) => barrel.test(readFileSync(path.join(elements.folder, file), 'utf8'))),
    [],
  );
});

it('the direction is core ← elements, core ← twitch', () => {
  const own = PACKAGES.map(({ name, manifest }) => [
    name,
    Object.keys(manifest.dependencies ?? {}).filter((id) => id.startsWith('@t333/')),
  ]);
  assert.deepEqual(Object.fromEntries(own), {
    '@t333/core': [],
    '@t333/elements': ['@t333/core'],
    '@t333/twitch': ['@t333/core'],
  });
});
