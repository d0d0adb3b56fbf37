/** Runs the browser tests in one browser and stores the counts: `node scripts/browser-suite.mjs firefox`. */
import { defaultReporter, startTestRunner } from '@web/test-runner';
import { countReporter } from './wtr-count-reporter.mjs';

const CONFIGS = {
  chromium: '../web-test-runner.config.mjs',
  firefox: '../wtr.firefox.config.mjs',
  webkit: '../wtr.webkit.config.mjs',
};

const [browser = 'chromium'] = process.argv.slice(2);
const { default: config } = await import(CONFIGS[browser]);

await startTestRunner({
  config: { ...config, reporters: [defaultReporter(), countReporter(browser)] },
  readCliArgs: false,
  readFileConfig: false,
});
