import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { isBlobName } from './blob-name.ts';
import { FolderBlobs } from './folder-blobs.ts';
import { MemoryBlobs } from './memory-blobs.ts';

const outer = await mkdtemp(join(tmpdir(), 't333-blobs-'));
const folder = join(outer, 'media');
after(() => rm(outer, { recursive: true }));
before(() => writeFile(join(outer, 'secret.txt'), 'secret'));

/** Names that lead somewhere else wherever they are taken as paths. */
const STRANGE = [
  '',
  '/',
  '/etc/passwd',
  '..',
  '../secret.txt',
  'a/../../secret.txt',
  'a/./b',
  'a//b',
  'a/',
  '.hidden',
  'a/.unfinished',
  '..\\secret.txt',
  'a\\b',
  'C:\\secret.txt',
  'a\0.m4s',
  '%2e%2e/secret.txt',
  'a b',
  'ä',
  '\u2025/secret.txt',
  'a/b/c/d/e/f/g/h/i',
  'x'.repeat(101),
];

for (const [name, store] of [
  ['FolderBlobs', new FolderBlobs(folder)],
  ['MemoryBlobs', new MemoryBlobs()],
])
  describe(name, () => {
    const read = async (...of) => {
      const found = await store.get(...of);
      return found && [found.size, (await buffer(found.body)).toString()];
    };

    it('gives back what was put, whole or in part', async () => {
      assert.equal(await store.put('streams/a/720p/0.m4s', Buffer.from('0123456789')), 10);
      assert.deepEqual(await read('streams/a/720p/0.m4s'), [10, '0123456789']);
      assert.deepEqual(await read('streams/a/720p/0.m4s', { start: 2, end: 5 }), [10, '234']);
      assert.deepEqual(await read('streams/a/720p/0.m4s', { start: 8, end: 50 }), [10, '89']);
      assert.deepEqual(await read('streams/a/720p/0.m4s', { start: 10, end: 50 }), [10, '']);
      assert.equal(await store.size('streams/a/720p/0.m4s'), 10);
      for (const absent of ['streams/a/720p/1.m4s', 'streams/a/720p', 'streams/a/720p/0.m4s/x']) {
        assert.equal(await read(absent), null);
        assert.equal(await store.size(absent), null);
      }
    });

    it('lists and takes away what is below a prefix, and nothing beside it', async () => {
      for (const blob of ['vods/b/one', 'vods/b/deep/two', 'vods/bb/three', 'vods/c'])
        await store.put(blob, Buffer.from(blob));
      assert.deepEqual(await store.list('vods/b'), ['vods/b/deep/two', 'vods/b/one']);
      assert.deepEqual(await store.list('vods/nothing'), []);
      await store.delete('vods/b');
      await store.delete('vods/c');
      await store.delete('vods/nothing');
      assert.deepEqual(await store.list('vods'), ['vods/bb/three']);
    });

    it('keeps what was there where the source of the next one fails', async () => {
      await store.put('uploads/one', Buffer.from('before'));
      async function* broken() {
        yield Buffer.from('half of it');
        throw new Error('the connection broke');
      }
      await assert.rejects(store.put('uploads/one', broken()), /broke/);
      assert.deepEqual(await read('uploads/one'), [6, 'before']);
    });

    for (const strange of STRANGE)
      it(`has no blob "${strange.slice(0, 30)}"`, async () => {
        const refused = { name: 'BlobNameError' };
        await assert.rejects(store.put(strange, Buffer.alloc(1)), refused);
        await assert.rejects(store.get(strange), refused);
        await assert.rejects(store.size(strange), refused);
        await assert.rejects(store.delete(strange), refused);
        await assert.rejects(store.list(strange), refused);
      });
  });

describe('FolderBlobs', () => {
  it('takes away what was left half written, once it is old', async () => {
    const blobs = new FolderBlobs(folder);
    await new FolderBlobs(join(outer, 'none')).dropUnfinished(0);
    await writeFile(join(folder, '.unfinished', 'left'), 'half of it');
    await blobs.dropUnfinished(0);
    assert.deepEqual(await readdir(join(folder, '.unfinished')), ['left']);
    await blobs.dropUnfinished(Date.now() + 1000);
    assert.deepEqual(await readdir(join(folder, '.unfinished')), []);
  });

  it('leaves nothing unfinished behind, and nothing outside', async () => {
    assert.deepEqual(await readdir(join(folder, '.unfinished')), []);
    assert.deepEqual((await readdir(outer)).toSorted(), ['media', 'secret.txt']);
    assert.equal(await readFile(join(outer, 'secret.txt'), 'utf8'), 'secret');
  });
});

describe('isBlobName', () => {
  it('lets no path leave the folder', () => {
    const step = fc.oneof(fc.constantFrom('..', '.', '', 'a', '%2e', '\\', '\0'), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
        const name = steps.join('/');
        return !isBlobName(name) || (join('/root', name) === `/root/${name}` && !/[\\\0%]/.test(name));
      }),
      { numRuns: 500 },
    );
  });
});
