/** The linter refuses circular imports, those of types too: this proves that its configuration says so. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { promisify } from 'node:util';

const CONFIG = path.join(import.meta.dirname, '../../.oxlintrc.json');

let folder;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 't333-cycles-'));
});
after(() => rm(folder, { recursive: true }));

async function lint(files) {
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  const args = ['--config', CONFIG, ...Object.keys(files)];
  return promisify(execFile)('oxlint', args, { cwd: folder }).then(
    () => '',
    ({ stdout }) => stdout,
  );
}

it('refuses a cycle of types alone', async () => {
  const report = await lint({
    'tile.ts': "import type { Wall } from './wall.ts';\nexport interface Tile { wall: Wall }\n",
    'wall.ts': "import type { Tile } from './tile.ts';\nexport interface Wall { tile: Tile }\n",
  });
  assert.match(report, /no-cycle/);
});

it('accepts the same types without a cycle', async () => {
  const report = await lint({
    'tile.ts': 'export interface Tile { id: string }\n',
    'wall.ts': "import type { Tile } from './tile.ts';\nexport interface Wall { tile: Tile }\n",
  });
  assert.equal(report, '');
});
