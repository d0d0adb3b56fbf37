/** Whoever packs gets whole packages, whatever was built before. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { PACKAGES } from '../packages.mjs';
import { isBuilt, promisedFiles } from '../prepack.mjs';

const folder = mkdtempSync(join(tmpdir(), 'prepack-'));
after(() => rmSync(folder, { recursive: true }));

const MANIFEST = {
  exports: {
    '.': { '@t333/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
    './cdn/*': './dist/cdn/*',
    './package.json': './package.json',
  },
  unpkg: './dist/cdn/a.js',
};
const BUILT = { 'dist/index.d.ts': 20, 'dist/index.js': 20, 'dist/cdn/a.js': 20 };

/** Whether a package of these files counts as built; each with the second in which it changed. */
function isBuiltOf(files) {
  rmSync(join(folder, 'a'), { recursive: true, force: true });
  for (const [file, second] of Object.entries({ 'package.json': 30, ...files })) {
    const path = join(folder, 'a', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file === 'package.json' ? JSON.stringify(MANIFEST) : '');
    utimesSync(path, second, second);
  }
  return isBuilt(folder);
}

describe('prepack', () => {
  const cases = [
    ['all is there', true, { 'src/index.ts': 10, ...BUILT }],
    ['a test is newer', true, { 'src/index.ts': 10, 'src/a.test.ts': 30, ...BUILT }],
    ['nothing is there', false, { 'src/index.ts': 10 }],
    [
      'the types are missing, as after `npm start`',
      false,
      { 'src/index.ts': 10, 'dist/index.js': 20, 'dist/cdn/a.js': 20 },
    ],
    ['the script for pages is missing', false, { 'src/index.ts': 10, 'dist/index.d.ts': 20, 'dist/index.js': 20 }],
    ['a source is newer', false, { 'src/index.ts': 10, 'src/b/c.ts': 25, ...BUILT }],
    ['the types are of an older build', false, { 'src/index.ts': 10, ...BUILT, 'dist/index.d.ts': 5 }],
  ];

  for (const [what, expected, files] of cases) {
    it(`${expected ? 'does nothing' : 'builds'} when ${what}`, () => assert.equal(isBuiltOf(files), expected));
  }

  for (const { name, manifest } of PACKAGES) {
    it(`comes before ${name} is packed`, () => {
      assert.equal(manifest.scripts?.prepack, 'node ../../scripts/prepack.mjs');
      assert.ok(promisedFiles(manifest).length > 0);
    });
  }
});
