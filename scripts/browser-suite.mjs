/** Runs the browser tests in one browser and stores the counts: `node scripts/browser-suite.mjs firefox`. */
import { defaultReporter, startTestRunner } from '@web/test-runner';
import { countReporter } from './wtr-count-reporter.mjs';

const CONFIGS = {
  chromium: '../web-test-runner.config.mjs',
  firefox: '../wtr.firefox.config.mjs',
  webkit: '../wtr.webkit.config.mjs',
};

/** Several times what the slowest engine needs: a browser that hangs can hang the runner with it, for ever. */
const LIMIT_MS = 10 * 60_000;

const [browser = 'chromium'] = process.argv.slice(2);
const { default: config } = await import(CONFIGS[browser]);

setTimeout(() => {
  console.error(`The tests in ${browser} did not end within ${LIMIT_MS / 60_000} minutes.`);
  process.exit(1);
}, LIMIT_MS).unref();

await startTestRunner({
  config: { ...config, reporters: [defaultReporter(), countReporter(browser)] },
  readCliArgs: false,
  readFileConfig: false,
});
