/** A user's project: the React example, with the packed packages installed by npm. All consumer tests share it. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npmEnv } from '../npm-env.mjs';
import { PACKAGES } from '../packages.mjs';
import { run } from '../run.mjs';

const ROOT = path.join(import.meta.dirname, '../..');

export const PROJECT = path.join(ROOT, '.cache/consumers/react');

/** Where npm put a package of ours. */
export const installed = (name) => path.join(PROJECT, 'node_modules', name);

/** What an example may have beside its sources when somebody tried it in place. */
const isSource = (file) => !/[\\/](node_modules|dist|package-lock\.json)$/.test(file);

export async function installConsumer() {
  // Third-party packages of an earlier run stay: they have exact versions, and npm checks them.
  for (const stale of ['src', 'dist', 'node_modules/@t333', 'node_modules/.package-lock.json']) {
    rmSync(path.join(PROJECT, stale), { recursive: true, force: true });
  }
  cpSync(path.join(ROOT, 'examples/react'), PROJECT, { recursive: true, filter: isSource });

  const manifest = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8'));
  for (const { name, tarball } of PACKAGES) manifest.dependencies[name] = `file:${tarball}`;
  writeFileSync(path.join(PROJECT, 'package.json'), JSON.stringify(manifest, null, 2));
  const args = ['install', '--no-package-lock', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  await run('npm', args, { quiet: true, cwd: PROJECT, env: npmEnv() });
}
