/** The alternatives, installed once into the temporary folder of the system: none of them is a dependency of ours. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../scripts/run.mjs';

const VERSIONS = { '@tanstack/virtual-core': '3.19.11', '@lit-labs/virtualizer': '2.1.1', lit: '3.3.3' };

/** @returns {Promise<string>} the folder that has `node_modules` */
export async function installPeers() {
  const edition = Object.values(VERSIONS).join('-');
  const folder = join(tmpdir(), `chat-benchmark-peers-${edition}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  writeFileSync(join(unfinished, 'package.json'), JSON.stringify({ private: true, dependencies: VERSIONS }));
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: unfinished, quiet: true });
  renameSync(unfinished, folder);
  return folder;
}
