/** What `.ci/run` adds to `npm test`: the browser suite in the other engines, the site with its demos, and the sum of everything. */
import { countSuite, printCounts } from './counts.mjs';
import { run } from './run.mjs';

const LIMIT_MS = 25 * 60_000;

for (const browser of ['firefox', 'webkit']) {
  await countSuite(browser, () => run('node', ['scripts/browser-suite.mjs', browser], { limitMs: LIMIT_MS }));
}
await countSuite('docs', () => run('node', ['scripts/check-docs.mjs'], { limitMs: LIMIT_MS }));
printCounts();
