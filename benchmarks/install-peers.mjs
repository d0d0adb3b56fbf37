/** The alternatives, installed once into the temporary folder of the system: none of them is a dependency of ours. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../scripts/run.mjs';

/** Players that several benchmarks compare ours with. */
export const PLAYERS = {
  'hls.js': '1.7.4',
  'hls-video-element': '1.5.11',
  'media-chrome': '4.19.4',
  vidstack: '1.15.6',
  '@mux/mux-player': '3.14.0',
};

/**
 * @param {Record<string, string>} versions by package
 * @returns {Promise<string>} the folder that has `node_modules`
 */
export async function installPeers(versions) {
  const edition = Object.entries(versions).flat().join('-').replaceAll('/', '-');
  const folder = join(tmpdir(), 't333-benchmark-peers', edition);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  writeFileSync(join(unfinished, 'package.json'), JSON.stringify({ private: true, dependencies: versions }));
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: unfinished, quiet: true });
  renameSync(unfinished, folder);
  return folder;
}
