/** Makes the site and proves it: every link leads somewhere, every demo plays, every example compiles, nothing is too wide for a phone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { clearCounts, writeCounts } from './counts.mjs';
import { isBuilt, makeDocs, SITE } from './docs.mjs';
import { openBrowser, openPage, overflow, watchDemos } from './docs/demos.mjs';
import { checkLinks } from './docs/links.mjs';
import { runExamplePages } from './docs/example-pages.mjs';
import { serveFolder } from './docs/serve-folder.mjs';
import { compileSnippets } from './docs/snippets.mjs';

/** The site must work wherever it is put. */
const SUB_PATH = '/some/where/';

const DESKTOP = { width: 1280 };
const PHONE = { width: 360, dark: true };

/** What has none looks the same in any width, and is opened on a phone alone. */
const hasDemo = (path) => readFileSync(join(SITE, path), 'utf8').includes('class="t333-demo"');

/** Pages of one kind are made by one template: of those that come from the sources alone, every tenth is opened. */
const MADE = /^(?:Classes|Functions|Interfaces|Type_Aliases|Variables)\//;
const SAMPLE = 10;
const isOpened = (path, index) => !MADE.test(path) || index % SAMPLE === 0;

const counts = { passed: 0, failed: 0 };

function report(what, problems) {
  if (problems.length === 0) counts.passed++;
  else {
    counts.failed++;
    console.error(`FAIL ${what}\n${problems.map((problem) => `     ${problem}`).join('\n')}`);
  }
}

clearCounts('docs');
if (!isBuilt()) await build();
const tags = await makeDocs();

const examples = await compileSnippets().catch((error) => error);
report('examples compile', examples instanceof Error ? [examples.message] : []);

const { pages, linkCount, anchorCount, broken } = checkLinks(SITE);
report('links', broken);

const site = await serveFolder(SITE, SUB_PATH);
let browser = await openBrowser();
const seen = { demos: 0, videos: 0 };

async function look({ page, faults }, path) {
  faults.length = 0;
  await page.goto(site.url + path, { waitUntil: 'load' });
  const { demos, videos, failed, expected } = await watchDemos(page);
  const tooWide = await overflow(page);
  const surprises = faults.filter((fault) => !expected.some((address) => fault.includes(address)));
  const problems = [...failed, ...surprises, ...(tooWide ? [`${tooWide} px wider than the window`] : [])];
  return { demos, videos, problems };
}

try {
  for (const view of [DESKTOP, PHONE]) {
    let opened = await openPage(browser, view);
    for (const path of view === DESKTOP ? pages.filter(hasDemo) : pages.filter(isOpened)) {
      const { demos, videos, problems } = await look(opened, path).catch(async () => {
        // A browser that crashed says nothing of the page: once more in another one.
        await browser.close().catch(() => {});
        browser = await openBrowser();
        opened = await openPage(browser, view);
        return look(opened, path);
      });
      report(`${path} at ${view.width} px`, problems);
      seen.demos += demos;
      seen.videos += videos;
    }
    await opened.page.close();
  }
  for (const { name, problems } of await runExamplePages(browser, join(SITE, 'streams'))) report(name, problems);
} finally {
  await browser.close();
  site.close();
}

console.log(
  `docs: ${pages.length} pages, ${tags.length} elements, ${linkCount} links and ${anchorCount} anchors, ${examples} compiled examples, ` +
    `${seen.demos} demos with ${seen.videos} videos in two widths: ${counts.passed} passed, ${counts.failed} failed`,
);
writeCounts('docs', counts);
if (counts.failed > 0) process.exitCode = 1;
