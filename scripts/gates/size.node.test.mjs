import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { measureSizes, sizeTable } from '../size.mjs';

const sizes = await measureSizes();
console.log(sizeTable(sizes));

describe('size', () => {
  for (const { part, bytes, budget } of sizes) {
    it(part, () => assert.ok(bytes <= budget, `${bytes} bytes are more than ${budget}`));
  }
});
