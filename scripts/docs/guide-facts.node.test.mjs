/** What the guide says twice, or says of the sources, is what the sources say. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { DECISIONS_INDEX, decisionsIndex } from './decisions.mjs';
import { readElements } from './element-pages.mjs';
import { readFences } from './snippets.mjs';
import { LANGUAGES_PAGE, languagesPage } from './texts.mjs';

const read = (path) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const all = (text, pattern) => [...text.matchAll(pattern)];

/** The cells of every row of every table, those in comments included, whose first cell is code. */
const codeRows = (text) =>
  all(text, /^(?: \* )?\| *(`.+) *\|$/gm).map(([, row]) => row.split('|').map((cell) => cell.trim()));

describe('errors.md', () => {
  const source = read('packages/core/src/errors.ts');

  test('lists every error code, in the words of the source', () => {
    const [, union] = /^export type T333ErrorCode =([\s\S]*?);$/m.exec(source);
    const codes = all(union, /'([\w-]+)'/g).map(([, code]) => `\`${code}\``);
    assert.ok(codes.length > 10);
    assert.deepEqual(
      codeRows(source).map(([code]) => code),
      codes,
    );
    const rows = codeRows(read('docs/guide/errors.md')).filter(({ length }) => length === 3);
    assert.deepEqual(rows, codeRows(source));
  });
});

describe('theming.md', () => {
  test('lists every token with its colours', () => {
    const tokens = all(read('packages/elements/src/theme/tokens.styles.ts'), /var\((--t333-[\w-]+), (.+)\);$/gm);
    const expected = tokens.map(([, name, value]) => {
      const [, light = value, dark = value] = /^light-dark\((.+), (.+)\)$/.exec(value) ?? [];
      return [name, light, dark];
    });
    const rows = codeRows(read('docs/guide/theming.md')).map(([name, light, dark]) => [name, light, dark || light]);
    assert.ok(expected.length > 5);
    assert.deepEqual(
      rows,
      expected.map((row) => row.map((cell) => `\`${cell}\``)),
    );
  });
});

describe('languages.md', () => {
  test('lists every text: `npm run docs` writes them', async () => {
    assert.equal(readFileSync(LANGUAGES_PAGE, 'utf8'), await languagesPage());
  });
});

describe('pages of elements', () => {
  const elements = readElements(JSON.parse(read('packages/elements/dist/custom-elements.json')));

  for (const [file, tag] of [
    ['live-player.md', 'live-player'],
    ['the-wall.md', 'multi-stream-grid'],
  ]) {
    test(`${file} names every attribute and every event of <${tag}>`, () => {
      const page = read(`docs/guide/${file}`);
      const { attributes, events } = elements.find(({ tagName }) => tagName === tag);
      const names = [...attributes, ...events].map(({ name }) => name);
      assert.ok(names.length > 10);
      assert.deepEqual(
        names.filter((name) => !page.includes(`\`${name}\``)),
        [],
      );
    });
  }

  test('live-player.md names every phase, lifecycle, stream type and field of the state', () => {
    const source = read('packages/core/src/player/player.ts');
    const page = read('docs/guide/live-player.md');
    const values = ['PlayerPhase', 'Lifecycle', 'StreamType'].flatMap((type) =>
      all(new RegExp(`export type ${type} = (.+);`).exec(source)[1], /'([\w-]+)'/g).map(([, value]) => value),
    );
    const [, fields] = /export interface PlayerState \{([\s\S]*?)\n\}/.exec(source);
    const names = [...values, ...all(fields, /^  readonly (\w+):/gm).map(([, name]) => name)];
    assert.ok(names.length > 30);
    assert.deepEqual(
      names.filter((name) => !page.includes(`\`${name}\``)),
      [],
    );
  });
});

describe('security.md', () => {
  test('names the policy of the page that it shows', () => {
    const [, policy] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(
      read('docs/pages/strict-csp.html'),
    );
    assert.ok(read('docs/guide/security.md').includes(`Content-Security-Policy: ${policy};`));
  });
});

describe('your-own-server.md', () => {
  test('shows the whole server, line by line', () => {
    const blocks = readFences(read('docs/guide/your-own-server.md')).filter(({ language }) => language === 'js');
    const shown = blocks.map(({ code }) => code).join('\n');
    assert.equal(shown, read('examples/minimal-server/server.mjs'));
    assert.ok(shown.split('\n').length <= 200);
  });
});

describe('decisions/README.md', () => {
  test('lists every decision: `npm run docs` writes it', () => {
    assert.equal(readFileSync(DECISIONS_INDEX, 'utf8'), decisionsIndex());
  });
});

describe('ARCHITECTURE.md', () => {
  test('is drawn with the names that its diagram has', () => {
    const picture = read('docs/assets/architecture.svg');
    const [, diagram] = /```mermaid\n([\s\S]*?)```/.exec(read('docs/ARCHITECTURE.md'));
    const drawn = all(picture, /<text[^>]*>([^<]+)<\/text>/g).map(([, text]) => text);
    const named = all(diagram, /\["([^"]+)"\]|-\. (.+) \.->/g).map(([, box, arrow]) => box ?? arrow);
    assert.deepEqual(drawn.toSorted(), named.toSorted());
    const arrows = /<g marker-end[^>]*>([\s\S]*?)<\/g>/.exec(picture)[1];
    assert.equal(all(arrows, /<path/g).length, all(diagram, /->/g).length);
  });
});
