/** The parts that make and check the site: what each does with good input and with bad. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { demoHtml } from '../../docs/plugin/fences.mjs';
import { elementPage } from './element-pages.mjs';
import { checkLinks } from './links.mjs';
import { serveFolder } from './serve-folder.mjs';
import { readFences } from './snippets.mjs';
import { byteRangePlaylist } from './static-media.mjs';

function withFolder(files, work) {
  const folder = mkdtempSync(join(tmpdir(), 'site-parts-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return Promise.resolve(work(folder)).finally(() => rmSync(folder, { recursive: true }));
}

describe('checkLinks', () => {
  const page = (body) =>
    `<!doctype html><html><head><script>"<a href='no'>"</script></head><body>${body}</body></html>`;
  const broken = (files) => withFolder(files, (folder) => checkLinks(folder).broken);

  test('accepts files, folders, anchors, other origins', async () => {
    const files = {
      'index.html': page(
        '<a href="a/b.html#x%20y">1</a><a href="a/">2</a><a href="https://x.example/no">3</a><a href="#top" id="top">4</a>',
      ),
      'a/index.html': page('<img src="../p.png" srcset="../p.png 1x, ../p.png 2x">'),
      'a/b.html': page('<h2 id="x y"></h2><a href="../?q=1#top">1</a>'),
      'p.png': '',
    };
    assert.deepEqual(await broken(files), []);
  });

  test('finds what leads nowhere', async () => {
    const files = {
      'index.html': page(
        '<a href="no.html">1</a><a href="#no">2</a><img src="/index.html"><source srcset="index.html 1x, no.png 2x"><a href="../out.html">5</a>',
      ),
    };
    const found = await broken(files);
    assert.deepEqual(found.map((line) => /: (\S+) \(/.exec(line)[1]).toSorted(), [
      '#no',
      '../out.html',
      '/index.html',
      'no.html',
      'no.png',
    ]);
  });
});

describe('byteRangePlaylist', () => {
  const media = join(import.meta.dirname, '../../examples/media');
  const index = JSON.parse(readFileSync(join(media, 'index.json'), 'utf8'));

  test('covers each recording from its first byte to its last, without a gap', () => {
    for (const rendition of index.streams.flatMap(({ renditions }) => renditions)) {
      const playlist = byteRangePlaylist(rendition, index, 'x.mp4');
      const ranges = [...playlist.matchAll(/BYTERANGE[:=]"?(\d+)@(\d+)/g)].map(([, size, offset]) => [
        Number(size),
        Number(offset),
      ]);
      let end = 0;
      for (const [size, offset] of ranges) {
        assert.equal(offset, end);
        end += size;
      }
      assert.equal(end, statSync(join(media, rendition.file)).size);
      const seconds = [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].reduce(
        (sum, [, duration]) => sum + Number(duration),
        0,
      );
      assert.equal(seconds, index.durationMs / 1000);
    }
  });
});

describe('serveFolder', () => {
  test('serves files and ranges below its prefix, and nothing else', () =>
    withFolder({ 'site/a.txt': '0123456789', 'secret.txt': 'no' }, async (folder) => {
      const { url, close } = await serveFolder(join(folder, 'site'), '/sub/');
      try {
        assert.equal(await (await fetch(`${url}a.txt`)).text(), '0123456789');
        const part = await fetch(`${url}a.txt`, { headers: { Range: 'bytes=2-4' } });
        assert.deepEqual(
          [part.status, await part.text(), part.headers.get('content-range')],
          [206, '234', 'bytes 2-4/10'],
        );
        for (const path of ['no.txt', '..%2fsecret.txt', '../a.txt'])
          assert.equal((await fetch(url + path)).status, 404);
      } finally {
        close();
      }
    }));
});

describe('readFences', () => {
  test('tells language, flags and code, also of indented and longer fences', () => {
    const fences = readFences('a\n```ts alone\nx;\n```\n\n  ```html demo\n  <p>\n  ```\n\n````md\n```\n````\n');
    assert.deepEqual(
      fences.map(({ language, flags }) => [language, ...flags]),
      [['ts', 'alone'], ['html', 'demo'], ['md']],
    );
    assert.deepEqual(
      fences.map(({ code }) => code),
      ['x;\n', '  <p>\n', '```\n'],
    );
  });
});

describe('demoHtml', () => {
  test('leads the addresses of the site to its root, and leaves others alone', () => {
    const code = `<a href="/streams/x"><a href='/pages/y'><a href="/other"><a href="https://x.example/streams/">`;
    assert.equal(
      demoHtml(code, '../'),
      `<a href="../streams/x"><a href='../pages/y'><a href="/other"><a href="https://x.example/streams/">`,
    );
  });
});

describe('elementPage', () => {
  const element = {
    tagName: 'x-y',
    name: 'XY',
    path: 'packages/elements/src/x-y/x-y.ts',
    description: 'See {@link Other} or {@link Other | that}.',
    attributes: [{ name: 'max-size', fieldName: 'maxSize', description: 'At most.', type: { text: 'number' } }],
    members: [
      { kind: 'field', name: 'maxSize', privacy: 'public' },
      { kind: 'field', name: 'mode', type: { text: "'a' | 'b'" }, readonly: true },
      { kind: 'field', name: '#secret', privacy: 'private' },
      { kind: 'method', name: 'open', parameters: [{ name: 'now', optional: true }] },
      { kind: 'method', name: 'connectedMoveCallback' },
    ],
    events: [{ name: 'change', type: { text: 'Event' }, description: 'Changed.' }],
  };

  test('joins attributes and properties, escapes cells, and leaves out what is no interface', () => {
    const page = elementPage(element, { demo: '<x-y></x-y>', texts: { 'x.a': 'A | B' } });
    for (const line of [
      'See `Other` or that.',
      '| `maxSize`<br>attribute `max-size` | At most.<br>`number` |',
      "| `mode`<br>read only | `'a' \\| 'b'` |",
      '| `open(now?)` |',
      '| `change` | `Event` | Changed. |',
      '| `x.a` | A \\| B |',
      '```html demo still\n<x-y></x-y>\n```',
      "import '@t333/elements/x-y/define'",
    ]) {
      assert.ok(page.includes(line), `${line}\nis not in\n${page}`);
    }
    assert.doesNotMatch(page, /secret|Callback/);
    assert.match(elementPage(element, { demo: '<live-player></live-player>' }), /```html demo\n/);
  });
});
