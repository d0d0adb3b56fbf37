/** Runs the `html page` blocks of our pages: whole documents, as a reader would paste them into a file. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerFrom, openPage, watchDemos } from './demos.mjs';
import { allFences } from './snippets.mjs';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, '.cache/docs/example-pages');
const HOST = 'https://your-site.example/';

/** What examples name, and what answers for it here. */
const hosts = (media) => ({
  [HOST]: FOLDER,
  'https://cdn.jsdelivr.net/npm/@t333/elements@0.1/': join(ROOT, 'packages/elements'),
  'https://cdn.jsdelivr.net/npm/media-chrome@4/': join(ROOT, 'node_modules/media-chrome'),
  'https://media.example/': media,
});

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} media folder of streams
 * @returns {Promise<{ name: string, problems: string[] }[]>}
 */
export async function runExamplePages(browser, media) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const results = [];
  const examples = allFences().filter(({ language, flags }) => language === 'html' && flags.includes('page'));
  for (const [index, { page: source, code }] of examples.entries()) {
    writeFileSync(join(FOLDER, `${index}.html`), code);
    const { page, faults } = await openPage(browser, { width: 1000 });
    await answerFrom(page, hosts(media));
    await page.goto(`${HOST}${index}.html`);
    const { failed } = await watchDemos(page, 'body');
    results.push({ name: `example page ${index + 1}, ${source}`, problems: [...failed, ...faults] });
    await page.close();
  }
  return results;
}
