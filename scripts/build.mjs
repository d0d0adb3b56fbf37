import { rmSync } from 'node:fs';
import { run } from './run.mjs';

const PACKAGES = ['packages/core', 'packages/elements', 'packages/twitch'];

/** Removes what an earlier build left: tsc and rollup never delete the output of a source that is gone. */
export const clean = () => PACKAGES.forEach((folder) => rmSync(`${folder}/dist`, { recursive: true, force: true }));

/** The JavaScript, and what editors and frameworks read about the elements, into each package's `dist`. */
export async function bundle({ quiet = false } = {}) {
  await run('rollup', ['-c', '--silent'], { quiet });
  await run('cem', ['analyze', '--config', 'custom-elements-manifest.config.mjs', '--quiet'], { quiet: true });
}

export async function build() {
  clean();
  await Promise.all([run('tsc', ['-b', ...PACKAGES]), bundle()]);
}

if (import.meta.filename === process.argv[1]) await build();
