/**
 * How near to the live edge a player stays, and what it does when something goes wrong: ours beside the alternatives'.
 * `node benchmarks/live/run.mjs --help`. No build is needed.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { CONTENDERS } from './contenders.mjs';
import * as faults from './scenarios/faults.mjs';
import * as latency from './scenarios/latency.mjs';
import * as resume from './scenarios/resume.mjs';
import * as stalls from './scenarios/stalls.mjs';
import * as wall from './scenarios/wall.mjs';
import { Stage } from './stage.mjs';

const SCENARIOS = { latency, stalls, faults, wall, resume };

const HELP = `node benchmarks/live/run.mjs [options]
  --scenario <name,…>    ${Object.entries(SCENARIOS)
    .map(([name, { about }]) => `${name} (${about})`)
    .join(', ')}   (default: all)
  --contender <name,…>   ${Object.keys(CONTENDERS).join(', ')}   (default: those of the scenario)
  --minutes <n>          how long latency is watched, 10 by default
  --outages <n>          of the scenario stalls, 5 by default
  --fault <name,…>       ${Object.keys(faults.FAULTS).join(', ')}   (default: all)
  --stop <name,…>        ${Object.keys(resume.STOPS).join(', ')}   (default: all)
  --hidden-minutes <n>   5 by default
  --wall-seconds <n>     120 by default
  --at-once <n>          contenders that play side by side, each in a window of its own, 5 by default
  --round-trip <ms>      before each answer of the origin, 20 by default
  --json <file>          figures of every run
  --raw                  with --json: every look too
  --verbose              what pages complain about
`;

const { values: options } = parseArgs({
  options: {
    scenario: { type: 'string', default: Object.keys(SCENARIOS).join() },
    contender: { type: 'string' },
    minutes: { type: 'string', default: '10' },
    outages: { type: 'string', default: '5' },
    fault: { type: 'string', default: Object.keys(faults.FAULTS).join() },
    stop: { type: 'string', default: Object.keys(resume.STOPS).join() },
    'hidden-minutes': { type: 'string', default: '5' },
    'wall-seconds': { type: 'string', default: '120' },
    'at-once': { type: 'string', default: '5' },
    'round-trip': { type: 'string', default: '20' },
    json: { type: 'string' },
    raw: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(HELP);
  process.exit();
}

const names = options.scenario.split(',');
const asked = options.contender?.split(',');
const unknown = [
  ...names.filter((name) => !SCENARIOS[name]),
  ...(asked ?? []).filter((name) => !CONTENDERS[name]),
  ...options.fault.split(',').filter((name) => !faults.FAULTS[name]),
  ...options.stop.split(',').filter((name) => !resume.STOPS[name]),
];
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}\n${HELP}`);
  process.exit(1);
}
const settings = {
  minutes: Number(options.minutes),
  outages: Number(options.outages),
  faults: options.fault.split(','),
  stops: options.stop.split(','),
  hiddenMinutes: Number(options['hidden-minutes']),
  wallSeconds: Number(options['wall-seconds']),
};
const contendersOf = (name) => asked ?? SCENARIOS[name].contenders;
const modules = new Set(names.flatMap((name) => [...contendersOf(name), ...(SCENARIOS[name].modules ?? [])]));
const stage = await Stage.set({
  contenders: [...modules],
  roundTripMs: Number(options['round-trip']),
  verbose: options.verbose,
});
for (const [name, reason] of stage.missing) console.error(`${name} is left out: ${reason}`);

const chunks = (list, size) =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));

const date = new Date().toISOString().slice(0, 10);
const header = `${date}, ${stage.version}, ${cpus().length} × ${cpus()[0].model}, ${options['round-trip']} ms before each answer`;
const results = {};
const keep = () => options.json && writeFileSync(options.json, JSON.stringify({ header, results }, null, 1));
try {
  for (const scenario of names) {
    const { run, tell } = SCENARIOS[scenario];
    const waiting = contendersOf(scenario).filter((name) => !stage.missing.has(name));
    const done = new Map();
    results[scenario] = [];
    const playOne = async (name) => {
      try {
        const { samples, ...result } = await run(stage, name, settings);
        done.set(name, { name, result, ...(options.raw && { samples }) });
        console.error(`${scenario}, ${name}: ${tell(result)}`);
      } catch (error) {
        console.error(`${scenario}, ${name} failed: ${error.stack}`);
      }
    };
    for (const group of chunks(waiting, SCENARIOS[scenario].alone ? 1 : Number(options['at-once']))) {
      await Promise.all(group.map(playOne));
    }
    results[scenario] = waiting.flatMap((name) => done.get(name) ?? []);
    keep();
  }
} finally {
  await stage.strike();
}

console.log(`\n${header}`);
for (const scenario of names) console.log(`\n${SCENARIOS[scenario].table(results[scenario], settings)}`);
