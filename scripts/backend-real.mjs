/**
 * `npm run backend:real`: the reference back end on real parts. Redis, PostgreSQL and instances that share them, all on the loopback address; streams
 * come by nginx and ffmpeg. What is missing is installed on Debian, as root. Ctrl+C ends all of it.
 */
import { createServer } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../examples/backend/src/config.ts';
import { startInstallation } from './real-parts/installation.mjs';

const ROOT = path.join(import.meta.dirname, '..');
const USAGE = `npm run backend:real -- [options]
  --instances 3            how many
  --port 3001              of the first; the others have those behind it
  --rtmp 1935              where streams come in; 0 for none
  --data .cache/backend-real
Other variables of the back end's configuration are taken from the environment.`;

/** What is given here, and differs from one instance to the next. */
const OURS = new Set(
  'HOST PORT INTERNAL_URL DATABASE_URL DATA_DIR REDIS_URL MEDIA_DIR RTMP RTMP_PORT RTMP_SECRET'.split(' '),
);
/** What the instances may be told beside that: whatever else the configuration asks for. */
const passed = {};
readConfig(
  new Proxy(process.env, {
    get(env, name) {
      if (!OURS.has(name) && env[name]) passed[name] = env[name];
    },
  }),
);

const fail = (sentence) => {
  console.error(sentence);
  process.exit(1);
};

const values = optionsOf(process.argv.slice(2));
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

const number = (name, least, most) => {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  return fail(`--${name} must be a whole number from ${least} to ${most}.`);
};

const instances = number('instances', 1, 50);
const firstPort = number('port', 1, 65_000);
const rtmpPort = number('rtmp', 0, 65_535) || null;
for (const [option, port] of [
  ...Array.from({ length: instances }, (_, index) => ['--port', firstPort + index]),
  ...(rtmpPort === null ? [] : [['--rtmp', rtmpPort]]),
])
  if (await isTaken(port))
    fail(`Port ${port} is taken, by another server or another backend:real: ${option} names another.`);

const died = Promise.withResolvers();
const asked = Promise.withResolvers();
let isEnding = false;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    asked.resolve(null);
    isEnding = true;
  });

try {
  const installation = await startInstallation({
    folder: path.resolve(values.data),
    instances,
    firstPort,
    rtmpPort,
    env: {
      DEMO: 'true',
      ORIGINS: 'http://localhost:8333,http://127.0.0.1:8333',
      ...passed,
    },
    onLine: (part, line) => {
      if (part.startsWith('instance')) console.log(`[${part}] ${line}`);
    },
    onDeath: (how) => {
      if (!isEnding) died.resolve(how);
    },
  });
  console.log(`\nAll of it runs, with its data in ${values.data}. Ctrl+C ends it.`);
  installation.instances.forEach(({ url }, index) => console.log(`  instance ${index + 1}  ${url}`));
  if (installation.rtmpPort) console.log(`  streams     rtmp://127.0.0.1:${installation.rtmpPort}/live`);
  console.log(`  Redis       ${installation.redis.url}`);
  console.log(
    `  PostgreSQL  127.0.0.1:${new URL(installation.postgres.url).port}, user t333, its password beside its data\n`,
  );

  const how = await Promise.race([died.promise, asked.promise]);
  isEnding = true;
  console.log(how === null ? 'Ending.' : `${how}. Ending all of it.`);
  await installation.stop();
  process.exit(how === null ? 0 : 1);
} catch (error) {
  fail(
    /postmaster\.pid|another (?:server|postmaster)/i.test(error.message)
      ? `The data in ${values.data} are in use, by another backend:real: --data names another folder.`
      : error.message,
  );
}

function optionsOf(args) {
  try {
    return parseArgs({
      args,
      options: {
        instances: { type: 'string', default: '3' },
        port: { type: 'string', default: '3001' },
        rtmp: { type: 'string', default: '1935' },
        data: { type: 'string', default: path.join(ROOT, '.cache/backend-real') },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return fail(
      `${error.message.split('. ')[0].replace(/\.$/, '')}. There are --instances, --port, --rtmp, --data and --help.`,
    );
  }
}

/** @returns {Promise<boolean>} whether somebody listens there already */
async function isTaken(port) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const server = createServer();
  server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(true) : reject(error)));
  server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)));
  return promise;
}
