import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const FOLDER = join(import.meta.dirname, '../../docs/decisions');

test('the index of decisions lists every page by its title', () => {
  const pages = readdirSync(FOLDER)
    .filter((file) => /^\d{4}-.+\.md$/.test(file))
    .toSorted();
  const expected = pages.map((file) => {
    const [, number, title] = /^# (\d+)\. (.+)$/m.exec(readFileSync(join(FOLDER, file), 'utf8'));
    return `${number}. [${title}](./${file})`;
  });
  const index = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  assert.deepEqual(
    [...index.matchAll(/^ {2}- \.\/(.+)$/gm)].map(([, file]) => file),
    pages,
  );
  assert.deepEqual(
    [...index.matchAll(/^\d+\. \[.+$/gm)].map(([line]) => line),
    expected,
  );
});
