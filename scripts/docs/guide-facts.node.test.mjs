/** What the guide says twice, or says of the sources, is what the sources say. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

const read = (path) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const all = (text, pattern) => [...text.matchAll(pattern)];

/** The rows of a table whose first cell is a code. */
const codeRows = (text) =>
  all(text, /^(?: \* )?\| (`[\w-]+`) \| (.+) \|$/gm).map(([, code, rest]) => `${code} | ${rest}`);

describe('errors.md', () => {
  const source = read('packages/core/src/errors.ts');

  test('lists every error code, in the words of the source', () => {
    const [, union] = /^export type T333ErrorCode =([\s\S]*?);$/m.exec(source);
    const codes = all(union, /'([\w-]+)'/g).map(([, code]) => `\`${code}\``);
    assert.ok(codes.length > 10);
    assert.deepEqual(
      codeRows(source).map((row) => row.split(' ')[0]),
      codes,
    );
    assert.deepEqual(codeRows(read('docs/guide/errors.md')), codeRows(source));
  });
});

describe('theming.md', () => {
  test('lists every token with its colours', () => {
    const tokens = all(read('packages/elements/src/theme/tokens.styles.ts'), /var\((--t333-[\w-]+), (.+)\);$/gm);
    const expected = tokens.map(([, name, value]) => {
      const [, light = value, dark = value] = /^light-dark\((.+), (.+)\)$/.exec(value) ?? [];
      return [name, light, dark];
    });
    const rows = all(read('docs/guide/theming.md'), /^\| `(--t333-[\w-]+)` \| `(.+?)` \| (?:`(.+?)`)? ?\|/gm);
    assert.ok(expected.length > 5);
    assert.deepEqual(
      rows.map(([, name, light, dark = light]) => [name, light, dark]),
      expected,
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

describe('decisions/README.md', () => {
  test('lists every decision by its title', () => {
    const files = readdirSync(join(import.meta.dirname, '../../docs/decisions')).filter((file) =>
      /^\d{4}-.+\.md$/.test(file),
    );
    const pages = files
      .toSorted()
      .map((file) => ({ file, title: /^# \d+\. (.+)$/m.exec(read(`docs/decisions/${file}`))[1] }));
    const index = read('docs/decisions/README.md');
    assert.deepEqual(
      all(index, /^ {2}- \.\/(.+)$/gm).map(([, file]) => file),
      pages.map(({ file }) => file),
    );
    assert.deepEqual(
      all(index, /^\d+\. \[(.+)\]\(\.\/(.+)\)$/gm).map(([, title, file]) => ({ file, title })),
      pages,
    );
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
