/** Every export of every package loads in plain Node, where there is no document, and leaves the globals alone. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { PACKAGES } from '../packages.mjs';

const LOAD_TIMEOUT_MS = 20_000;

/** Lit's own build for Node adds a few globals, and Node its own when its `fetch` is first touched; what counts is what comes on top. */
const PROBE = `
  const [specifier, usesLit] = process.argv.slice(1);
  if (usesLit) await import('lit');
  void globalThis.Response;
  const before = new Set(Reflect.ownKeys(globalThis));
  const names = Object.keys(await import(specifier));
  const added = Reflect.ownKeys(globalThis).filter((key) => !before.has(key)).map(String);
  console.log(JSON.stringify({ names, added }));
`;

const load = async (specifier, usesLit) => {
  const args = ['--input-type=module', '--eval', PROBE, specifier, ...(usesLit ? ['lit'] : [])];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { timeout: LOAD_TIMEOUT_MS });
  assert.equal(stderr, '', 'an import is silent');
  return JSON.parse(stdout);
};

it('every folder of core is a subpath', () => {
  const { folder, manifest } = PACKAGES.find(({ name }) => name === '@t333/core');
  const folders = globSync('*/index.ts', { cwd: path.join(folder, 'src') }).map((file) => `./${path.dirname(file)}`);
  assert.deepEqual(
    folders.filter((subpath) => !(subpath in manifest.exports)),
    [],
  );
});

for (const { name, folder, manifest } of PACKAGES) {
  describe(`exports of ${name}`, { concurrency: 2 }, () => {
    for (const [subpath, target] of Object.entries(manifest.exports)) {
      it(subpath, async () => {
        const files = typeof target === 'string' ? [target] : Object.values(target);
        for (const file of files) {
          assert.ok(existsSync(path.join(folder, file.replace('*', ''))), `${file} is there`);
        }
        if (!target.default) return;
        const { added } = await load(path.posix.join(name, subpath), 'lit' in manifest.dependencies);
        assert.deepEqual(added, [], 'no new globals');
      });
    }
  });
}
