/** Runs the browser tests in one browser and stores the counts: `node scripts/browser-suite.mjs firefox`. */
import { defaultReporter, startTestRunner } from '@web/test-runner';
import { CountReporter } from './wtr-count-reporter.mjs';

const CONFIGS = {
  chromium: '../web-test-runner.config.mjs',
  firefox: '../wtr.firefox.config.mjs',
  webkit: '../wtr.webkit.config.mjs',
};

/** Several times what the slowest engine needs: a browser that hangs can hang the runner with it, for ever. */
const LIMIT_MS = 20 * 60_000;

/** Where so many tests fail, the rest is spared: a browser that cannot play takes the whole limit of each test. */
const ENOUGH_FAILURES = 30;

/** So many files are run again, alone in a new browser; where more fail it is not the machine. */
const AGAIN_AT_MOST = 3;

const [browser = 'chromium'] = process.argv.slice(2);
const counts = new CountReporter(browser, (failures) => {
  if (failures < ENOUGH_FAILURES) return;
  console.error(`${failures} tests failed in ${browser}: that is enough.`);
  process.exit(1);
});

const limit = setTimeout(() => {
  console.error(`The tests in ${browser} did not end within ${LIMIT_MS / 60_000} minutes.`);
  process.exit(1);
}, LIMIT_MS);

let passed = await runTests(CONFIGS[browser]);
const again = counts.failedFiles;
if (!passed && again.length > 0 && again.length <= AGAIN_AT_MOST) {
  limit.refresh();
  console.log(`Once more, alone:\n${again.join('\n')}`);
  // Read anew: a launcher serves one run.
  passed = await runTests(`${CONFIGS[browser]}?again`, { files: again, concurrency: 1 });
}
process.exit(passed ? 0 : 1);

/** @returns whether all passed */
async function runTests(configUrl, changes) {
  const { default: config } = await import(configUrl);
  const runner = await startTestRunner({
    config: { ...config, ...changes, reporters: [defaultReporter(), counts] },
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
  });
  return new Promise((resolve) => runner.on('stopped', resolve));
}
