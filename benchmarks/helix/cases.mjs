/** What is measured. Each case starts a server as it needs it, and says what it found. */
import { fork, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from './server.mjs';

const PLENTY = { pointsPerMinute: 1_000_000 };
const range = (count) => Array.from({ length: count }, (_, n) => n + 1);
const seconds = (ms) => Math.round(ms / 10) / 100;

async function timed(act) {
  const startMs = performance.now();
  await act();
  return seconds(performance.now() - startMs);
}

/** What became of calls after so long: the rest is pending. */
async function outcome(calls, afterMs) {
  let answered = 0;
  let failed = 0;
  const all = Promise.all(
    calls.map((call) =>
      Promise.resolve(call).then(
        () => answered++,
        () => failed++,
      ),
    ),
  );
  await Promise.race([all, sleep(afterMs)]);
  return { answered, failed, pending: calls.length - answered - failed };
}

async function storm(open) {
  const server = await startServer({ refreshTokens: 'one-use' });
  const client = await open(server.urls);
  const token = await server.issue({ userId: '1' });
  await client.addUser(token);
  await server.revoke(token.value);
  const { answered } = await outcome(
    range(20).map((n) => client.call(n, '1')),
    20_000,
  );
  const { tokenPosts } = await server.counts();
  return { server, tokenPosts, answered };
}

async function oneTick(open) {
  const server = await startServer({ ...PLENTY, users: 2000 });
  const client = await open(server.urls);
  const { answered } = await outcome(
    range(2000).map((id) => client.user(String(id))),
    60_000,
  );
  return { server, answered, requests: (await server.counts()).helix };
}

async function spread(open) {
  const server = await startServer({ ...PLENTY, users: 2000 });
  const client = await open(server.urls);
  await client.user('1');
  const before = (await server.counts()).helix;
  const calls = [];
  const startMs = performance.now();
  while (calls.length < 2000) {
    const due = Math.min(2000, Math.floor(performance.now() - startMs));
    while (calls.length < due) calls.push(client.user(String(calls.length + 1)));
    await sleep(1);
  }
  const { answered } = await outcome(calls, 60_000);
  return { server, answered, requests: (await server.counts()).helix - before };
}

async function unbatchable(open) {
  const server = await startServer();
  const client = await open(server.urls);
  let result;
  const took = await timed(
    async () =>
      (result = await outcome(
        range(2000).map((n) => client.call(n)),
        200_000,
      )),
  );
  return { server, seconds: took, ...result, refused: (await server.counts()).refused };
}

async function otherUser(open) {
  const server = await startServer();
  const client = await open(server.urls);
  for (const userId of ['1', '2']) await client.addUser(await server.issue({ userId }));
  const stop = outcome(
    range(820).map((n) => client.call(n, '1')),
    1,
  );
  await stop;
  await sleep(3000);
  return { server, seconds: await timed(() => Promise.race([client.call(1, '2'), sleep(90_000)])) };
}

const faulty = (rule) =>
  async function faults(open) {
    const server = await startServer();
    const client = await open(server.urls);
    await client.call(0);
    await server.fault({ path: '/bits/cheermotes', ...rule });
    const result = await outcome(
      range(20).map((n) => client.call(n)),
      12_000,
    );
    return { server, ...result, mostTries: (await server.counts()).mostTries };
  };

async function slowOnes(open) {
  const server = await startServer({ latencyMs: 20 });
  await server.fault({ path: '/bits/cheermotes', fault: { delayMs: 1000 }, every: 100, times: 1e9 });
  const client = await open(server.urls);
  await client.call(0);
  return { server, seconds: await timed(() => Promise.all(range(700).map((n) => client.call(n)))) };
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function twoProcesses(_, { contestant, folder }) {
  const server = await startServer();
  const port = await freePort();
  const redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder]);
  await sleep(500);
  const work = () =>
    new Promise((resolve) => {
      const child = fork(join(import.meta.dirname, 'worker.mjs'), { execArgv: process.execArgv });
      child.on('message', resolve);
      child.send({ contestant, folder, urls: server.urls, shared: `redis://127.0.0.1:${port}`, calls: 600 });
    });
  const startMs = performance.now();
  const answered = await Promise.all([work(), work()]);
  redis.kill();
  const { refused } = await server.counts();
  return { server, refused, answered: answered[0] + answered[1], seconds: seconds(performance.now() - startMs) };
}

export const CASES = {
  storm,
  oneTick,
  spread,
  unbatchable,
  otherUser,
  resets: faulty({ fault: 'reset', times: 4 }),
  noHeaders: faulty({ fault: 'no-headers', times: 1e9 }),
  unavailable: faulty({ fault: { status: 503 }, times: 1e9 }),
  html: faulty({ fault: 'html', times: 1e9 }),
  slowOnes,
  twoProcesses,
};
