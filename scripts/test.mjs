/** `npm test`: every check, the quick ones first. A stage that fails ends the run; the last line tells the counts. */
import { bundle, clean } from './build.mjs';
import { clearCounts, countsFile, countSuite, printCounts, writeCounts } from './counts.mjs';
import { installConsumer } from './consumers/install.mjs';
import { pack } from './packages.mjs';
import { provideRedis } from './redis.mjs';
import { provideRtmp } from './rtmp.mjs';
import { run } from './run.mjs';

/** A check that is one command counts as one test. */
const check = (name, work) =>
  countSuite(name, async () => {
    await work();
    writeCounts(name, { passed: 1, failed: 0 });
  });

const nodeSuite = (name, args, reporter = 'spec') =>
  countSuite(name, () =>
    run('node', [
      '--test',
      // A test that hangs fails by its name.
      '--test-timeout=300000',
      `--test-reporter=${reporter}`,
      '--test-reporter-destination=stdout',
      '--test-reporter=./scripts/node-count-reporter.mjs',
      `--test-reporter-destination=${countsFile(name)}`,
      ...args,
    ]),
  );

const STAGES = [
  () => [
    check('format', () =>
      run('prettier', ['--check', '--log-level=warn', '--cache', '--cache-location=.cache/prettier', '.'], {
        quiet: true,
      }),
    ),
    check('lint', () => run('oxlint', ['--quiet'], { quiet: true })),
    check('types', () => run('tsc', ['-b'], { quiet: true })),
  ],
  () => [
    check('build', async () => {
      await bundle({ quiet: true });
      await pack();
    }),
    nodeSuite(
      'node',
      ['--conditions=@t333/source', 'packages/**/*.node.test.ts', 'examples/**/*.node.test.mjs'],
      'dot',
    ),
  ],
  () => [
    nodeSuite('gates', ['scripts/gates/*.node.test.mjs', 'scripts/docs/*.node.test.mjs']),
    check('install', installConsumer),
  ],
  () => [nodeSuite('consumers', ['scripts/consumers/*.node.test.mjs'])],
  () => [nodeSuite('stories', ['--conditions=@t333/source', '--test-concurrency=1', 'examples/stories/*.story.mjs'])],
  () => [
    countSuite('chromium', () => run('node', ['scripts/browser-suite.mjs', 'chromium'], { limitMs: 30 * 60_000 })),
  ],
];

clearCounts();
clean();
provideRedis();
provideRtmp();
for (const stage of STAGES) {
  const results = await Promise.all(stage());
  if (results.includes(false)) break;
}
printCounts();
