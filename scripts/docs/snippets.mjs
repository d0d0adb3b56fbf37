/** The code blocks of our pages, so that every one of them can be compiled or run. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { run } from '../run.mjs';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, '.cache/docs/snippets');

/** Pages whose code is checked. */
const PAGES = ['README.md', ...readdirSync(join(ROOT, 'docs/guide')).map((file) => `docs/guide/${file}`)];

/** The part of React that the examples use, so that checking them needs no React. */
const REACT = `
declare module 'react' {
  export function useSyncExternalStore<T>(subscribe: (listener: () => void) => () => void, getSnapshot: () => T): T;
  export function useEffect(effect: () => void | (() => void), dependencies: readonly unknown[]): void;
  export function useRef<T>(initial: T | null): { current: T | null };
  export function useState<T>(initial: T | (() => T)): [T, (next: T) => void];
  export namespace JSX {
    type Element = object;
    interface IntrinsicElements { [tag: string]: object }
  }
}
declare module 'react/jsx-runtime' {
  export { JSX } from 'react';
  export const jsx: unknown;
  export const jsxs: unknown;
}
`;

/**
 * @param {string} markdown
 * @returns {{ language: string, flags: string[], code: string }[]}
 */
export const readFences = (markdown) =>
  [...markdown.matchAll(/^( *)(`{3,})([^\n`]*)\n([\s\S]*?)^\1\2 *$/gm)].map(([, , , info, code]) => {
    const [language = '', ...flags] = info.trim().split(/\s+/);
    return { language, flags, code };
  });

/** Every block of every page, with the page's name. */
export const allFences = () =>
  PAGES.flatMap((page) => {
    const fences = readFences(readFileSync(join(ROOT, page), 'utf8'));
    return fences.map(({ language, flags, code }) => ({ page, language, flags, code }));
  });

/**
 * Compiles every `ts` and `tsx` block, each by itself: readers copy one, not a page.
 *
 * @returns {Promise<number>} how many there are
 */
export async function compileSnippets() {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const fences = allFences().filter(({ language }) => ['ts', 'tsx'].includes(language));
  for (const [index, { page, language, code }] of fences.entries()) {
    const file = `${basename(page, '.md').toLowerCase()}-${index}.${language}`;
    writeFileSync(join(FOLDER, file), `${code}export {};\n`);
  }
  writeFileSync(join(FOLDER, 'react.d.ts'), REACT);
  writeFileSync(
    join(FOLDER, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../../tsconfig.tests.json',
      // As a reader's compiler sees us: built.
      compilerOptions: { customConditions: [], jsx: 'react-jsx', incremental: false, noUnusedLocals: false },
      include: ['.'],
    }),
  );
  await run('tsc', ['-p', FOLDER], { quiet: true, cwd: ROOT });
  return fences.length;
}
