import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.mjs';
import { provideProgram } from './installed.mjs';
import { Program } from './program.mjs';

const run = promisify(execFile);
const USER = 't333';

/**
 * Starts a PostgreSQL of its own on the loopback address, with a password that only its folder knows. Root may not run one: then it belongs to
 * the user `postgres`, or to `nobody`.
 *
 * @param {object} [options]
 * @param {number} [options.port] default: a free one
 * @param {string} [options.folder] for its data, which stay; by default one of its own, gone when it is stopped
 * @param {Record<string, string | number>} [options.settings] of postgresql.conf
 * @param {(line: string) => void} [options.onLine]
 * @param {(how: string) => void} [options.onDeath]
 */
export async function startPostgres({ port, folder, settings = {}, onLine, onDeath } = {}) {
  const command = provideProgram('postgres', ['postgresql']);
  const at = port ?? (await freePort());
  const home = folder ?? (await mkdtemp(path.join(tmpdir(), 't333-postgres-')));
  const owner = ownerOf();
  await mkdir(home, { recursive: true });
  if (owner) await chown(home, owner.uid, owner.gid);
  await chmod(home, 0o700);
  const data = path.join(home, 'data');
  // What is gone in the end need not be on the disk before it begins.
  const extra = folder === undefined ? ['--no-sync'] : [];
  const password = await createOnce(data, path.join(home, 'password'), owner, extra);
  const wished = { port: at, listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
  return new Program({
    name: 'PostgreSQL',
    url: `postgres://${USER}:${password}@127.0.0.1:${at}/postgres`,
    command,
    args: ['-D', data, ...Object.entries(wished).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    ready: /database system is ready to accept connections/,
    options: { ...owner, cwd: home },
    // Without waiting for those who are still connected.
    stopSignal: 'SIGINT',
    onLine,
    onDeath,
    cleanUp: async () => {
      if (folder === undefined) await rm(home, { recursive: true, force: true });
    },
  }).start();
}

/** @returns the password, from the first time */
async function createOnce(data, passwordFile, owner, extra) {
  if (existsSync(path.join(data, 'PG_VERSION'))) return readFile(passwordFile, 'utf8');
  await rm(data, { recursive: true, force: true });
  const password = randomBytes(24).toString('base64url');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (owner) await chown(passwordFile, owner.uid, owner.gid);
  const initdb = provideProgram('initdb', ['postgresql']);
  const args = ['-D', data, '-U', USER, '-E', 'UTF8', '--locale=C', '-A', 'scram-sha-256', ...extra];
  try {
    await run(initdb, [...args, `--pwfile=${passwordFile}`], { ...owner, cwd: path.dirname(data) });
  } catch (error) {
    throw new Error(
      `initdb failed in ${data}, which ${owner ? 'its user must reach' : 'must be ours'}: ${error.stderr}`,
      {
        cause: error,
      },
    );
  }
  return password;
}

/** Whom it belongs to when we are root; else us. */
function ownerOf() {
  if (process.getuid?.() !== 0) return undefined;
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((which) => spawnSync('id', [which, user], { encoding: 'utf8' }).stdout.trim());
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody.');
}
