import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const read = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');
const keysOf = (source: string): string[] => source.match(/^ {2}'[A-Z]+ \/\S+(?=':)/gm) ?? [];

describe('HelixOperations', () => {
  it('is what the declarations of ts-twitch-api say today', async () => {
    const generator = new URL('../../scripts/helix-operations.mjs', import.meta.url).href;
    const { operationsSource } = (await import(generator)) as { operationsSource: string };
    assert.equal(read('operations.ts'), operationsSource);
  });

  it('knows all 144 operations of the reference, and one that was removed', () => {
    const keys = [...keysOf(read('operations.ts')), ...keysOf(read('suspicious-users.ts'))];
    assert.equal(keys.length, 145);
    assert.equal(new Set(keys).size, 145);
  });
});
