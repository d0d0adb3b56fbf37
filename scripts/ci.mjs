/** What `.ci/run` adds to `npm test`: the browser suite in the other engines, the site with its demos, and the sum of everything. */
import { countSuite, printCounts } from './counts.mjs';
import { run } from './run.mjs';

for (const browser of ['firefox', 'webkit']) {
  await countSuite(browser, () => run('node', ['scripts/browser-suite.mjs', browser]));
}
await countSuite('docs', () => run('node', ['scripts/check-docs.mjs']));
printCounts();
