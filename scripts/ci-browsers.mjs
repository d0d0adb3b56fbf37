/** What `.ci/run` adds to `npm test`: the browser suite in the other engines, and the sum of everything. */
import { countSuite, printCounts } from './counts.mjs';
import { run } from './run.mjs';

for (const browser of ['firefox', 'webkit']) {
  await countSuite(browser, () => run('node', ['scripts/browser-suite.mjs', browser]));
}
printCounts();
