import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.mjs';
import { provideProgram } from './installed.mjs';
import { Program } from './program.mjs';

/**
 * Starts a Redis of its own on the loopback address. What it has acknowledged is on the disk.
 *
 * @param {object} [options]
 * @param {number} [options.port] default: a free one
 * @param {string} [options.folder] for its data, which stay; by default one of its own, gone when it is stopped
 * @param {(line: string) => void} [options.onLine]
 * @param {(how: string) => void} [options.onDeath]
 */
export async function startRedis({ port, folder, onLine, onDeath } = {}) {
  const command = provideProgram('redis-server', ['redis-server']);
  const at = port ?? (await freePort());
  const data = folder ?? (await mkdtemp(path.join(tmpdir(), 't333-redis-')));
  await mkdir(data, { recursive: true });
  const settings = {
    port: at,
    bind: '127.0.0.1',
    dir: data,
    save: '',
    appendonly: 'yes',
    // An answer comes after the write, so nothing that was acknowledged is lost.
    appendfsync: 'always',
    // A log is not to lose its oldest entries to others.
    'maxmemory-policy': 'noeviction',
  };
  return new Program({
    name: 'Redis',
    url: `redis://127.0.0.1:${at}`,
    command,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ready: /Ready to accept connections/,
    onLine,
    onDeath,
    cleanUp: async () => {
      if (folder === undefined) await rm(data, { recursive: true, force: true });
    },
  }).start();
}
