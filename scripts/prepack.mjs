/**
 * Before `npm pack` and `npm publish`, in each package: builds where something that the package promises is missing, or is
 * older than a source. Without dependencies and on any Node from 20, as `setup.mjs`: it may come right after a clone.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const IS_WINDOWS = process.platform === 'win32';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @returns {string[]} the built files that a manifest names */
export function promisedFiles({ exports, unpkg }) {
  const targets = Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? target : Object.values(target),
  );
  return [...targets, unpkg].filter((file) => file?.startsWith('./dist/') && !file.includes('*'));
}

const changedMs = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;

/**
 * Whether all packages are built from what their sources are now. One is bundled into another, so all count together.
 *
 * @param {string} packages the folder of the packages
 */
export function isBuilt(packages) {
  const sources = [];
  const built = [];
  for (const name of readdirSync(packages)) {
    const folder = join(packages, name);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    sources.push(...readdirSync(join(folder, 'src'), { recursive: true }).map((file) => join(folder, 'src', file)));
    built.push(...promisedFiles(manifest).map((file) => join(folder, file)));
  }
  const newest = sources.filter((file) => file.endsWith('.ts') && !/\.(test|harness)\.ts$/.test(file)).map(changedMs);
  return Math.min(...built.map(changedMs)) >= Math.max(...newest);
}

/** What `npm pack` itself prints is a list of tarballs, for scripts to read: all else goes to the other stream. */
function run(command, args) {
  const bin = join(root, 'node_modules/.bin');
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: IS_WINDOWS,
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !isBuilt(join(root, 'packages'))) {
  run(IS_WINDOWS ? `"${process.execPath}"` : process.execPath, ['scripts/setup.mjs']);
  run('node', ['scripts/build.mjs']);
}
