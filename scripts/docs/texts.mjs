/** The tables of texts in `docs/guide/languages.md`: `npm run docs` writes them, a test compares. */
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readTexts } from './element-pages.mjs';

const ROOT = join(import.meta.dirname, '../..');

export const LANGUAGES_PAGE = join(ROOT, 'docs/guide/languages.md');

const BEGIN = '<!-- begin texts: written by `npm run docs` -->';
const END = '<!-- end texts -->';

/** @returns {Promise<string>} the page as it should be */
export async function languagesPage() {
  const page = readFileSync(LANGUAGES_PAGE, 'utf8');
  const [before, , after] = page.split(new RegExp(`(?<=${BEGIN})([\\s\\S]*)(?=${END})`));
  const tables = [];
  for (const define of globSync(join(ROOT, 'packages/elements/src/*/define.ts')).toSorted()) {
    const folder = dirname(define);
    const texts = Object.entries(await readTexts({ path: relative(ROOT, join(folder, 'define.ts')) }));
    if (texts.length === 0) continue;
    const rows = texts.map(([key, text]) => `| \`${key}\` | ${text.replaceAll('|', '\\|')} |`);
    tables.push([`### \\<${basename(folder)}>`, '', '| key | English |', '| --- | --- |', ...rows].join('\n'));
  }
  const text = `${before}\n\n${tables.join('\n\n')}\n\n${after}`;
  return format(text, { ...(await resolveConfig(LANGUAGES_PAGE)), filepath: LANGUAGES_PAGE });
}
