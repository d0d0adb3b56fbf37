/** The tarballs as a registry would get them: right for every resolver, with nothing in them that is not for users. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { PACKAGES } from '../packages.mjs';

const exec = promisify(execFile);

const ROOT = path.join(import.meta.dirname, '../..');
const MAX_UNPACKED_BYTES = 50_000_000;

/** Not JavaScript, or a script for pages to serve: resolvers of types have nothing to say about them. */
const isData = (subpath) => /\.json$|\.js$|\*/.test(subpath);

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*(['"])(\.[^'"]+)\1/g;

/** Built by name, not by an export: the CDN files, scripts for pages to serve, and what pages get in place of what is not for them. */
const NAMED_ENTRIES = [
  'src/cdn.ts',
  'src/sync/align/align-worker.ts',
  'src/player/prime/prime-snippet.ts',
  'src/player/prime/boot-snippet.ts',
  'src/auth/server/in-browser.ts',
];

/** The sources that a user may come to: those of the exports, and all that they import. */
function reachable(folder, exports) {
  const found = new Set();
  const visit = (file) => {
    if (found.has(file)) return;
    found.add(file);
    const text = readFileSync(path.join(folder, file), 'utf8');
    for (const [, , target] of text.matchAll(IMPORT)) visit(path.join(path.dirname(file), target));
  };
  for (const { '@t333/source': entry } of Object.values(exports)) if (entry) visit(path.normalize(entry));
  for (const entry of NAMED_ENTRIES) if (existsSync(path.join(folder, entry))) visit(entry);
  return found;
}

for (const { name, folder, manifest, tarball } of PACKAGES) {
  describe(`tarball of ${name}`, () => {
    it('passes publint', async () => {
      const { buffer } = await readFile(tarball);
      const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
      assert.deepEqual(
        messages.map((message) => formatMessage(message, pkg, { color: false })),
        [],
      );
    });

    it('passes attw', async () => {
      const data = Object.keys(manifest.exports).filter(isData);
      const exclude = data.length > 0 ? ['--exclude-entrypoints', ...data] : [];
      const args = [tarball, '--profile', 'esm-only', '--no-emoji', '--no-color', '--format', 'ascii', ...exclude];
      await exec('attw', args).catch(({ stdout, stderr }) => assert.fail(`${stdout}${stderr}`));
    });

    it('holds no source and no types that no export leads to, such as what serves tests', async () => {
      const { stdout } = await exec('tar', ['-tzf', tarball]);
      const files = stdout.split('\n').map((file) => file.replace('package/', ''));
      const generated = new Set(Object.values(manifest.exports).map(({ types }) => path.normalize(types ?? '')));
      const used = reachable(folder, manifest.exports);
      const odd = files.filter((file) => {
        const source = /^src\/.*(?<!\.d)\.ts$/.test(file) ? file : file.replace(/^dist\/(.*)\.d\.ts$/, 'src/$1.ts');
        return /(?<!\.d)\.ts$/.test(source) && !used.has(source) && !generated.has(file);
      });
      assert.deepEqual([...odd, ...files.filter((file) => file.includes('/fixtures/'))], []);
    });

    it('holds no test, no build state and no path of the machine that made it', async () => {
      const { stdout } = await exec('tar', ['-tzf', tarball]);
      const odd = stdout.split('\n').filter((file) => /\.test\.|\.tsbuildinfo|\.tgz|node_modules/.test(file));
      assert.deepEqual(odd, []);
      const { stdout: contents } = await exec('tar', ['-xzOf', tarball], { maxBuffer: MAX_UNPACKED_BYTES });
      assert.ok(!contents.includes(ROOT), 'no absolute path');
    });
  });
}
