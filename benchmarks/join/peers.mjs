/** The other players, installed once into the temporary folder of the system: none of them is a dependency of ours. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../scripts/run.mjs';

/** As in `size-compare.mjs`. */
const VERSIONS = {
  'hls.js': '1.7.4',
  'hls-video-element': '1.5.11',
  'media-chrome': '4.19.4',
  vidstack: '1.15.6',
  '@mux/mux-player': '3.14.0',
  /** Bundles all of them, ours too: it preloads what a chunk imports, so that chunks cost no round trips of their own. */
  vite: '8.3.8',
};

/** @returns {Promise<string>} the folder that has `node_modules` */
export async function installPeers() {
  const edition = Object.values(VERSIONS).join('-');
  const folder = join(tmpdir(), `join-benchmark-peers-${edition}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  writeFileSync(join(unfinished, 'package.json'), JSON.stringify({ private: true, dependencies: VERSIONS }));
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: unfinished, quiet: true });
  renameSync(unfinished, folder);
  return folder;
}
