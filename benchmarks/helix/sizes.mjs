import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');

const OURS = `
  import { TwitchClient } from '@t333/twitch/helix';
  import { appTokenSource } from '@t333/twitch/auth/server';
  const auth = appTokenSource({ clientId: 'a', clientSecret: 'b' });
  console.log(await new TwitchClient({ clientId: 'a', auth }).get('/streams'));`;

const THEIRS = `
  import { ApiClient } from '@twurple/api';
  import { AppTokenAuthProvider } from '@twurple/auth';
  console.log(await new ApiClient({ authProvider: new AppTokenAuthProvider('a', 'b') }).streams.getStreams());`;

async function weigh(contents, resolveDir) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir, loader: 'js' },
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    target: 'es2022',
    platform: 'browser',
    conditions: ['@t333/source'],
    legalComments: 'none',
    logLevel: 'error',
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

/** One `get('/streams')` with an app token: gzipped bytes. */
export async function sizes(folder) {
  const home = join(ROOT, 'packages/twitch');
  return {
    ours: await weigh(OURS, home),
    twurple: await weigh(THEIRS, folder),
  };
}
