/** Types that only a value's use leads to are not in the declarations of who uses it: what registers an element has to name its events. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';

const ELEMENTS = path.join(import.meta.dirname, '../../packages/elements/src');

const read = (file) => readFileSync(path.join(ELEMENTS, file), 'utf8');

it('with an element come the types of its events', () => {
  const declaring = globSync('*/*.events.ts', { cwd: ELEMENTS }).filter((file) => {
    const isOwn = path.basename(file) === `${path.dirname(file)}.events.ts`;
    return isOwn && read(file).includes('HTMLElementEventMap');
  });
  assert.ok(declaring.length > 3);
  const untold = declaring.filter((file) => {
    const define = path.join(path.dirname(file), 'define.ts');
    return existsSync(path.join(ELEMENTS, define)) && !read(define).includes(`from './${path.basename(file)}'`);
  });
  assert.deepEqual(untold, []);
});
