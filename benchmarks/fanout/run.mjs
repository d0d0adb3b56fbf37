/**
 * How dear it is to tell everybody: our back end beside plain `ws` and socket.io, by the processor time of the server.
 * `node benchmarks/fanout/run.mjs [--clients 1000] [--per-second 100] [--seconds 10] [--runs 5] [--join 10000] [--plays 1000]`
 */
import { fork } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { installPeers } from '../install-peers.mjs';
import { DIALECTS } from './dialects.mjs';
import { playAll } from './plays.mjs';

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '1000' },
    'per-second': { type: 'string', default: '100' },
    seconds: { type: 'string', default: '10' },
    runs: { type: 'string', default: '5' },
    join: { type: 'string', default: '10000' },
    plays: { type: 'string', default: '1000' },
    only: { type: 'string', default: Object.keys(DIALECTS).join(',') },
  },
});
const CLIENTS = Number(values.clients);
const PER_SECOND = Number(values['per-second']);
const SECONDS = Number(values.seconds);
const RUNS = Number(values.runs);
const JOIN = Number(values.join);
const PLAYS = Number(values.plays);
const PLAYS_OVER_SECONDS = 10;
const JOIN_WITHIN_MS = 30_000;
/** After the last message, for what is still on its way. */
const QUIET_MS = 2_000;
const TEXT = 'What a save! Did you see that angle? PogChamp PogChamp';
const VERSIONS = { 'socket.io': '4.8.4' };

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** A child process that answers questions. */
class Worker {
  #child;
  #ids = 0;

  constructor(file, args = []) {
    this.#child = fork(join(import.meta.dirname, file), args, { execArgv: ['--conditions=@t333/source'] });
  }

  ready() {
    return new Promise((resolve, reject) => {
      this.#child.once('message', ({ ready }) => resolve(ready));
      this.#child.once('exit', (code) => reject(new Error(`It ended with ${code}.`)));
    });
  }

  ask(task, options) {
    const id = ++this.#ids;
    return new Promise((resolve) => {
      const hear = (message) => {
        if (message.id !== id) return;
        this.#child.off('message', hear);
        resolve(message.result);
      };
      this.#child.on('message', hear);
      this.#child.send({ id, task, options });
    });
  }

  end() {
    return new Promise((resolve) => {
      this.#child.once('exit', resolve);
      this.#child.kill('SIGKILL');
    });
  }
}

/** One who talks, at an even pace; resolves once the last message is sent. */
async function talk(name, { url, channelId, ticket }, { perSecond, seconds }) {
  const dialect = DIALECTS[name];
  const socket = new WebSocket(new URL(dialect.path, url), dialect.protocol ? [dialect.protocol] : []);
  const refused = [];
  await new Promise((resolve, reject) => {
    const hear = (text) => {
      if (dialect.hear((frame) => socket.send(frame), text, channelId, ticket)) resolve();
      if (text?.includes('"type":"error"')) refused.push(text);
    };
    socket.on('open', () => hear(null));
    socket.on('message', (data) => hear(data.toString()));
    socket.on('error', reject);
  });
  const count = perSecond * seconds;
  const startedAt = performance.now();
  for (let index = 0; index < count; index++) {
    const dueMs = startedAt + (index * 1000) / perSecond - performance.now();
    if (dueMs > 1) await wait(dueMs);
    socket.send(dialect.say(TEXT, index, channelId));
  }
  return { count, refused, close: () => socket.terminate() };
}

async function fanOut(name, peers) {
  const server = new Worker('server.mjs', [name, peers]);
  const where = await server.ready();
  const clients = new Worker('clients.mjs');
  try {
    await clients.ask('open', { server: name, count: CLIENTS, withinMs: JOIN_WITHIN_MS, ...where });
    const before = await server.ask('cpu');
    const talker = await talk(name, where, { perSecond: PER_SECOND, seconds: SECONDS });
    await wait(QUIET_MS);
    const after = await server.ask('cpu');
    const { heard, faults, delayMs } = await clients.ask('heard');
    talker.close();
    return {
      usPerDelivery: ((after.cpuMs - before.cpuMs) * 1000) / heard,
      share: heard / (talker.count * CLIENTS),
      faults,
      delayMs,
      refused: talker.refused.length,
    };
  } finally {
    await clients.end();
    await server.end();
  }
}

async function joinAll(name, peers) {
  const server = new Worker('server.mjs', [name, peers]);
  const where = await server.ready();
  const clients = new Worker('clients.mjs');
  try {
    const { joined, seconds } = await clients.ask('open', {
      server: name,
      count: JOIN,
      withinMs: JOIN_WITHIN_MS,
      ...where,
    });
    const { rssMb } = await server.ask('cpu');
    return { joined, seconds, rssMb };
  } finally {
    await clients.end();
    await server.end();
  }
}

const names = values.only.split(',');
const peers = names.includes('socket.io') ? await installPeers(VERSIONS) : '';
const rounds = Object.fromEntries(names.map((name) => [name, []]));
for (let round = 0; round < RUNS; round++) {
  for (const name of names) {
    const result = await fanOut(name, peers);
    console.error(name, result);
    rounds[name].push(result);
  }
}
const usOf = (name) => median(rounds[name].map(({ usPerDelivery }) => usPerDelivery));

console.log(
  `\n${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
);
console.log(`${PER_SECOND} messages/s to ${CLIENTS} clients for ${SECONDS} s, median of ${RUNS}\n`);
console.log(
  '| server | CPU per delivery, µs | to plain ws | delivered | lost, doubled or reordered | median delay, ms |',
);
console.log('| --- | --- | --- | --- | --- | --- |');
for (const name of names) {
  const all = rounds[name];
  const ratio = rounds.ws ? `${(usOf(name) / usOf('ws')).toFixed(2)} ×` : '–';
  const share = (100 * median(all.map((one) => one.share))).toFixed(2);
  const faults = all.reduce((sum, one) => sum + one.faults, 0);
  console.log(
    `| ${name} | ${usOf(name).toFixed(2)} | ${ratio} | ${share} % | ${faults} | ${median(all.map(({ delayMs }) => delayMs))} |`,
  );
}
if (JOIN > 0) {
  console.log(
    `\n${JOIN} sockets from 127.0.0.0/8\n\n| server | joined within 30 s | after, s | memory, MB |\n| --- | --- | --- | --- |`,
  );
  for (const name of names) {
    const { joined, seconds, rssMb } = await joinAll(name, peers);
    console.log(`| ${name} | ${((100 * joined) / JOIN).toFixed(1)} % | ${seconds.toFixed(1)} | ${rssMb.toFixed(0)} |`);
  }
}

if (PLAYS > 0 && names.includes('t333')) {
  const server = new Worker('server.mjs', ['t333']);
  try {
    const { master } = await server.ready();
    const { played, medianMs, slowestMs, errors } = await playAll(master, {
      count: PLAYS,
      overSeconds: PLAYS_OVER_SECONDS,
    });
    const share = ((100 * played) / PLAYS).toFixed(1);
    console.log(
      `\n${PLAYS} viewers press play within ${PLAYS_OVER_SECONDS} s: ${share} % had what a first picture takes, after ${medianMs.toFixed(0)} ms in the median, ${slowestMs.toFixed(0)} ms at most`,
    );
    for (const error of new Set(errors)) console.log(error);
  } finally {
    await server.end();
  }
}
