import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { provideProgram } from './installed.mjs';
import { Program } from './program.mjs';

/**
 * Starts an nginx that takes RTMP.
 *
 * @param {object} options
 * @param {string} options.configuration nginx.conf, without `daemon`; paths in it are relative to its folder
 * @param {string} options.url where it takes streams: what the configuration says
 * @param {string} [options.folder] default: one of its own, gone when it is stopped
 * @param {(line: string) => void} [options.onLine]
 * @param {(how: string) => void} [options.onDeath]
 */
export async function startNginx({ configuration, url, folder, onLine, onDeath }) {
  const command = provideProgram('nginx', ['nginx-light', 'libnginx-mod-rtmp']);
  const home = folder ?? (await mkdtemp(path.join(tmpdir(), 't333-nginx-')));
  await mkdir(path.join(home, 'logs'), { recursive: true });
  const file = path.join(home, 'nginx.conf');
  await writeFile(file, configuration, { mode: 0o600 });
  return new Program({
    name: 'nginx',
    url,
    command,
    args: ['-e', 'stderr', '-p', home, '-c', file, '-g', 'daemon off; error_log stderr notice;'],
    ready: /start worker process/,
    onLine,
    onDeath,
    cleanUp: async () => {
      if (folder === undefined) await rm(home, { recursive: true, force: true });
    },
  }).start();
}
