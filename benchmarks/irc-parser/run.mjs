/**
 * How fast lines of Twitch's chat are parsed, by ours beside the alternatives, in one process and in turns; how many of ircdocs'
 * parser-tests each passes; and what reading a chat anonymously adds to a page.
 *
 * `npx node --conditions=@t333/source benchmarks/irc-parser/run.mjs [path/to/parser-tests/tests/msg-split.yaml]`. It needs no build. The
 * alternatives are installed into a temporary folder. The tests are https://github.com/ircdocs/parser-tests (CC0).
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { readEvent } from '../../packages/twitch/src/chat/irc-events.ts';
import { parseIrc } from '../../packages/twitch/src/chat/irc-message.ts';
import { run } from '../../scripts/run.mjs';
import { makeLines } from './lines.mjs';
import { parsePlainly } from './plain.mjs';

const VERSIONS = {
  ircv3: '0.33.1',
  'tmi.js': '1.8.5',
  'irc-message-ts': '3.0.6',
  '@twurple/auth': '8.2.0',
  '@twurple/chat': '8.2.0',
  yaml: '2.9.1',
};
const LINES = 20_000;
const ROUNDS = 15;
const WARM_UP_ROUNDS = 4;

const ROOT = join(import.meta.dirname, '../..');

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** What it takes to show a message, and no more. */
function parseLazily(line) {
  const message = parseIrc(line);
  return (
    message.params.length +
    (message.tag('display-name')?.length ?? 0) +
    (message.tag('color')?.length ?? 0) +
    (message.tag('emotes')?.length ?? 0)
  );
}

/** @returns the times of each round, by name, in milliseconds */
function measure(contestants, lines) {
  const times = new Map(contestants.map(({ name }) => [name, []]));
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const { name, parse } of contestants) {
      let sum = 0;
      const from = performance.now();
      for (const line of lines) sum += parse(line) ? 1 : 0;
      const time = performance.now() - from;
      if (sum < 0) throw new Error('Nothing is parsed in vain.');
      if (round >= 0) times.get(name).push(time);
    }
  }
  return times;
}

/** Commands are the same in capitals, and tags in any order. */
const canonical = ([command, params, source, tags]) =>
  JSON.stringify([command.toUpperCase(), params, source, Object.entries(tags).toSorted()]);

/** How many tests it passes, with what it gives put into one shape. */
function conformance(tests, atomsOf) {
  const passed = tests.filter(({ input, atoms }) => {
    const wanted = canonical([atoms.verb, atoms.params ?? [], atoms.source ?? '', flat(atoms.tags)]);
    try {
      return canonical(atomsOf(input)) === wanted;
    } catch {
      return false;
    }
  });
  return `${passed.length}/${tests.length}`;
}

const flat = (tags) =>
  Object.fromEntries(
    Object.entries(tags ?? {}).map(([key, value]) => [key, value === true || value === null ? '' : String(value)]),
  );

/** Minified and gzipped, in kB of 1000 bytes. */
async function kilobytes(code, resolveDir) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir, loader: 'js' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['@t333/source'],
    legalComments: 'none',
    logLevel: 'error',
  });
  return (gzipSync(outputFiles[0].contents, { level: 9 }).length / 1000).toFixed(1);
}

const folder = mkdtempSync(join(tmpdir(), 'irc-parser-'));
try {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: VERSIONS }));
  await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, quiet: true });
  const require = createRequire(join(folder, 'package.json'));
  const load = (name) => import(pathToFileURL(require.resolve(name)));
  const ircv3 = await load('ircv3');
  const tmi = require('tmi.js/lib/parser.js');
  const ircMessageTs = require('irc-message-ts');
  const yaml = require('yaml');
  const parseIrcv3 = ircv3.parseMessage ?? ircv3.default.parseMessage;

  const context = { nowMs: 0, newId: () => '', roomId: '' };
  const contestants = [
    {
      name: 'plain, by hand, eager',
      parse: parsePlainly,
      atoms: (line) => {
        const { command, params, source, tags } = parsePlainly(line);
        return [command, params, source, tags];
      },
    },
    { name: 't333 lazy: 1 tag read', parse: (line) => parseIrc(line).tag('user-id') !== '' },
    { name: 't333 lazy: 3 tags read', parse: parseLazily },
    {
      name: 't333 eager: all tags',
      parse: (line) => {
        const message = parseIrc(line);
        return message.tags().size >= 0;
      },
      atoms: (line) => {
        const message = parseIrc(line);
        return [message.command, message.params, message.source, Object.fromEntries(message.tags())];
      },
    },
    {
      name: 't333 to a frozen ChatEvent',
      parse: (line) => {
        readEvent(parseIrc(line), context);
        return true;
      },
    },
    {
      name: `ircv3 ${VERSIONS.ircv3}`,
      parse: (line) => parseIrcv3(line),
      atoms: (line) => {
        const message = parseIrcv3(line);
        const { prefix } = message;
        const source = prefix
          ? prefix.nick + (prefix.user ? `!${prefix.user}` : '') + (prefix.host ? `@${prefix.host}` : '')
          : '';
        return [message.command, message.rawParamValues, source, Object.fromEntries(message.tags)];
      },
    },
    {
      name: `tmi.js ${VERSIONS['tmi.js']}`,
      parse: (line) => tmi.msg(line),
      atoms: (line) => {
        const message = tmi.msg(line);
        return [message.command, message.params, message.prefix ?? '', flat(message.tags)];
      },
    },
    {
      name: `irc-message-ts ${VERSIONS['irc-message-ts']}`,
      parse: (line) => ircMessageTs.parse(line),
      atoms: (line) => {
        const message = ircMessageTs.parse(line);
        return [message.command, message.params, message.prefix ?? '', flat(message.tags)];
      },
    },
  ];

  const lines = makeLines(LINES);
  const times = measure(contestants, lines);
  /** Others work on this machine, too: what was measured in one round is compared. */
  const comparedTo = (other, name) => median(times.get(name).map((time, round) => times.get(other)[round] / time));
  const tests = process.argv[2] ? yaml.parse(readFileSync(process.argv[2], 'utf8')).tests : null;
  const ircv3Name = `ircv3 ${VERSIONS.ircv3}`;

  console.log(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus()[0].model}, ${LINES} lines, median of ${ROUNDS} rounds\n`,
  );
  console.log('| parser | lines/s | × plain | × ircv3 | msg-split |\n| --- | ---: | ---: | ---: | ---: |');
  for (const { name, atoms } of contestants) {
    const speed = Math.round((LINES / median(times.get(name))) * 1000).toLocaleString('en');
    const [plain, ircv3Times] = [contestants[0].name, ircv3Name].map((other) => comparedTo(other, name));
    const passed = tests && atoms ? conformance(tests, atoms) : '–';
    console.log(`| ${name} | ${speed} | ${plain.toFixed(2)} | ${ircv3Times.toFixed(1)} | ${passed} |`);
  }

  const bundles = [
    [
      't333 `TwitchChat`, anonymous',
      "import { TwitchChat } from '@t333/twitch/chat'; const chat = new TwitchChat(); chat.addEventListener('chat', ({ events }) => console.log(events)); chat.join('ann');",
      ROOT,
    ],
    [
      't333 `TwitchChat` with `twitchAccount()`',
      "import { TwitchChat, twitchAccount } from '@t333/twitch/chat'; const chat = new TwitchChat({ account: twitchAccount(globalThis.account) }); chat.addEventListener('chat', ({ events }) => console.log(events)); chat.join('ann');",
      ROOT,
    ],
    [
      `tmi.js ${VERSIONS['tmi.js']}`,
      "import tmi from 'tmi.js'; const chat = new tmi.Client({ channels: ['ann'] }); chat.on('message', console.log); chat.connect();",
      folder,
    ],
    [
      `@twurple/chat ${VERSIONS['@twurple/chat']}`,
      "import { ChatClient } from '@twurple/chat'; const chat = new ChatClient({ channels: ['ann'] }); chat.onMessage(console.log); chat.connect();",
      folder,
    ],
  ];
  console.log('\n| reading one chat: the bundle | kB, minified and gzipped |\n| --- | ---: |');
  for (const [name, code, home] of bundles) {
    const size = await kilobytes(code, home).catch((error) => `does not bundle: ${error.message.split('\n')[0]}`);
    console.log(`| ${name} | ${size} |`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
