import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.mjs';
import { Program } from './program.mjs';

const MAIN = fileURLToPath(new URL('../../examples/backend/src/main.ts', import.meta.url));

/**
 * Starts an instance of the reference back end, as a process of its own.
 *
 * @param {object} [options]
 * @param {number} [options.port] default: a free one
 * @param {Record<string, string>} [options.env] its configuration, and nothing of ours
 * @param {string} [options.name] what it is called in messages
 * @param {(line: string) => void} [options.onLine]
 * @param {(how: string) => void} [options.onDeath]
 */
export async function startInstance({ port, env = {}, name = 'The instance', onLine, onDeath } = {}) {
  const at = port ?? (await freePort());
  const { PATH, HOME } = process.env;
  return new Program({
    name,
    url: `http://127.0.0.1:${at}`,
    command: process.execPath,
    args: [MAIN],
    ready: /t333 back end: http/,
    options: { env: { PATH, HOME, HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...env, PORT: String(at) } },
    onLine,
    onDeath,
  }).start();
}
