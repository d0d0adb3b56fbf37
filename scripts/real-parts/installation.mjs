import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from './free-port.mjs';
import { provideProgram } from './installed.mjs';
import { startInstance } from './instance.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';

/**
 * Starts a whole installation: Redis, PostgreSQL, and instances of the back end that share them. The first instance takes streams by nginx.
 *
 * @param {object} options
 * @param {string} options.folder for all data, which stay
 * @param {number} [options.instances] default 3
 * @param {number} [options.firstPort] of the instances, which have those behind it. Default: free ones
 * @param {number | null} [options.rtmpPort] default: a free one; null: no streams are taken
 * @param {Record<string, string>} [options.env] configuration of the instances
 * @param {(part: string, line: string) => void} [options.onLine]
 * @param {(how: string) => void} [options.onDeath] one of them has ended, and nobody wanted it to
 */
export async function startInstallation({
  folder,
  instances = 3,
  firstPort,
  rtmpPort,
  env = {},
  onLine = () => {},
  onDeath,
}) {
  await mkdir(folder, { recursive: true });
  const started = [];
  const part = async (name, start, options = {}) => {
    const program = await start({ ...options, onLine: (line) => onLine(name, line), onDeath });
    started.push(program);
    return program;
  };
  /** Instances first, side by side; then what they need. */
  const stop = async () => {
    const [postgres, redis, ...others] = started;
    await Promise.all(others.map((instance) => instance.stop()));
    await Promise.all([redis?.stop(), postgres?.stop()]);
  };
  try {
    // PostgreSQL first: it refuses a folder that another one runs on, and Redis would write into it beside the other.
    const postgres = await part('postgres', startPostgres, { folder: path.join(folder, 'postgres') });
    const redis = await part('redis', startRedis, { folder: path.join(folder, 'redis') });
    const shared = {
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      MEDIA_DIR: path.join(folder, 'media'),
      SIGNING_SECRET: await keptSecret(path.join(folder, 'signing-secret')),
      ...env,
    };
    const rtmp = rtmpPort === null ? {} : await rtmpEnv(rtmpPort ?? (await freePort()));
    const all = [];
    for (let index = 0; index < instances; index++) {
      const port = firstPort === undefined ? await freePort() : firstPort + index;
      const name = `instance ${index + 1}`;
      all.push(
        await part(name, startInstance, {
          name,
          port,
          env: { ...shared, INTERNAL_URL: `http://127.0.0.1:${port}`, ...(index === 0 && rtmp) },
        }),
      );
    }
    return { redis, postgres, instances: all, rtmpPort: rtmp.RTMP_PORT ?? null, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function rtmpEnv(port) {
  provideProgram('ffmpeg', ['ffmpeg']);
  provideProgram('nginx', ['nginx', 'libnginx-mod-rtmp']);
  return { RTMP: 'nginx', RTMP_PORT: String(port), RTMP_SECRET: randomBytes(32).toString('base64url') };
}

/** The same after each start: addresses that were signed go on. */
async function keptSecret(file) {
  await writeFile(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return readFile(file, 'utf8');
}
