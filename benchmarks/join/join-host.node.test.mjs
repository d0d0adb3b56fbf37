import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { JoinHost } from './join-host.mjs';

describe('JoinHost', () => {
  let folder;
  let host;
  let base;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'join-host-'));
    mkdirSync(join(folder, '360p'));
    writeFileSync(join(folder, 'master.m3u8'), '#EXTM3U\n'.repeat(100));
    writeFileSync(join(folder, '360p', '0.m4s'), Buffer.from('0123456789'));
    host = new JoinHost({ media: folder, site: folder });
    base = await host.listen();
    host.reset({ bandwidthBps: 1e9, roundTripMs: 0 });
  });

  after(() => {
    host.close();
    rmSync(folder, { recursive: true });
  });

  it('gzips text and nothing else', async () => {
    const playlist = await fetch(`${base}/media/master.m3u8`);
    assert.equal(playlist.headers.get('content-encoding'), 'gzip');
    assert.equal(await playlist.text(), '#EXTM3U\n'.repeat(100));
    const segment = await fetch(`${base}/media/360p/0.m4s`);
    assert.equal(segment.headers.get('content-encoding'), null);
    assert.equal(await segment.text(), '0123456789');
  });

  it('has addresses of its own for each tile', async () => {
    assert.equal(await (await fetch(`${base}/media/tile7/360p/0.m4s`)).text(), '0123456789');
  });

  it('answers ranges', async () => {
    const response = await fetch(`${base}/media/360p/0.m4s`, { headers: { Range: 'bytes=2-4' } });
    assert.equal(response.status, 206);
    assert.equal(response.headers.get('content-range'), 'bytes 2-4/10');
    assert.equal(await response.text(), '234');
  });

  it('serves nothing outside its folders', async () => {
    for (const path of ['/media/none.m4s', '/other/master.m3u8', '/media/..%2f..%2fetc/passwd']) {
      assert.equal((await fetch(base + path)).status, 404, path);
    }
  });

  it('notes what was asked for, until it begins anew', async () => {
    host.reset({ bandwidthBps: 1e9, roundTripMs: 0 });
    await (await fetch(`${base}/media/360p/0.m4s`)).text();
    assert.deepEqual(
      host.requests.map(({ path }) => path),
      ['/media/360p/0.m4s'],
    );
  });
});
