/** The tarballs as a registry would get them: right for every resolver, with nothing in them that is not for users. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
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

/** Not JavaScript: resolvers of types have nothing to say about them. */
const isData = (subpath) => /\.json$|\*/.test(subpath);

for (const { name, manifest, tarball } of PACKAGES) {
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

    it('holds no test, no build state and no path of the machine that made it', async () => {
      const { stdout } = await exec('tar', ['-tzf', tarball]);
      const odd = stdout.split('\n').filter((file) => /\.test\.|\.tsbuildinfo|\.tgz|node_modules/.test(file));
      assert.deepEqual(odd, []);
      const { stdout: contents } = await exec('tar', ['-xzOf', tarball], { maxBuffer: MAX_UNPACKED_BYTES });
      assert.ok(!contents.includes(ROOT), 'no absolute path');
    });
  });
}
