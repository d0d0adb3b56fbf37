import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');
const source = readFileSync(join(ROOT, 'packages/core/src/errors.ts'), 'utf8');
const guide = readFileSync(join(ROOT, 'docs/guide/errors.md'), 'utf8');

/** The cells of each row of a table whose first cell is a code. */
const rows = (text) =>
  [...text.matchAll(/^(?: \* )?\| (`[\w-]+`) \| (.+) \|$/gm)].map(([, code, rest]) => `${code} | ${rest}`);

test('the guide lists every error code, in the words of the source', () => {
  const union = [.../^export type T333ErrorCode =([\s\S]*?);$/m.exec(source)[1].matchAll(/'([\w-]+)'/g)].map(
    ([, code]) => code,
  );
  assert.ok(union.length > 10);
  assert.deepEqual(
    rows(source).map((row) => row.split('`')[1]),
    union,
  );
  assert.deepEqual(rows(guide), rows(source));
});
