import { fork } from 'node:child_process';
import { join } from 'node:path';

/** Starts the mock in another process. `server.issue(…)` and the others are its commands. */
export async function startServer(options) {
  const child = fork(join(import.meta.dirname, 'mock-server.mjs'), { execArgv: ['--conditions=@t333/source'] });
  const waiting = new Map();
  let count = 0;
  child.on('message', ({ id, result }) => waiting.get(id)?.(result));
  await new Promise((resolve) => waiting.set(0, resolve));
  const ask = (command, argument) =>
    new Promise((resolve) => {
      waiting.set(++count, resolve);
      child.send({ id: count, command, argument });
    });
  const urls = await ask('start', options);
  return {
    urls,
    issue: (argument) => ask('issue', argument),
    revoke: (argument) => ask('revoke', argument),
    fault: (argument) => ask('fault', argument),
    counts: () => ask('counts'),
    stop: () => child.disconnect(),
  };
}
