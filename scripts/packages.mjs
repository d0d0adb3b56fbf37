/** The three packages: what their manifests say, and their tarballs as `npm publish` would send them. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { npmEnv } from './npm-env.mjs';
import { run } from './run.mjs';

const ROOT = path.join(import.meta.dirname, '..');
const TARBALLS = path.join(ROOT, '.cache/tarballs');

export const PACKAGES = ['core', 'elements', 'twitch'].map((folder) => {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, 'packages', folder, 'package.json'), 'utf8'));
  return {
    name: manifest.name,
    folder: path.join(ROOT, 'packages', folder),
    manifest,
    tarball: path.join(TARBALLS, `t333-${folder}-${manifest.version}.tgz`),
  };
});

/** Packs what has been built. */
export async function pack() {
  rmSync(TARBALLS, { recursive: true, force: true });
  await mkdir(TARBALLS, { recursive: true });
  const which = PACKAGES.flatMap(({ name }) => ['--workspace', name]);
  await run('npm', ['pack', ...which, '--ignore-scripts', '--pack-destination', TARBALLS], {
    quiet: true,
    cwd: ROOT,
    env: npmEnv(),
  });
  const missing = PACKAGES.filter(({ tarball }) => !readdirSync(TARBALLS).includes(path.basename(tarball)));
  if (missing.length > 0) throw new Error(`npm pack made no ${missing.map(({ name }) => name).join()}`);
}

if (import.meta.filename === process.argv[1]) await pack();
