/** A static host on a loopback port, as plain as any: files, byte ranges, 404. For checks and benchmarks only. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, resolve, sep } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mp4': 'video/mp4',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

/**
 * @param {string} folder
 * @param {string} [prefix] the sub-path at which the folder stands, with both slashes
 * @param {Record<string, string>} [headers] for every answer
 * @returns {Promise<{ url: string, close: () => void }>} `url` has the prefix
 */
export async function serveFolder(folder, prefix = '/', headers = {}) {
  const root = resolve(folder);
  const server = createServer(({ url = '/', headers: { range }, method }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const inside = pathname.startsWith(prefix) ? decodeURIComponent(pathname.slice(prefix.length)) : null;
    const file =
      inside === null ? null : resolve(root, inside.endsWith('/') || inside === '' ? `${inside}index.html` : inside);
    const stats = file?.startsWith(root + sep) ? statSync(file, { throwIfNoEntry: false }) : undefined;
    if (!stats?.isFile()) return void response.writeHead(404).end();

    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
    const start = Number(first ?? 0);
    const end = last ? Math.min(Number(last), stats.size - 1) : stats.size - 1;
    response.writeHead(first ? 206 : 200, {
      ...headers,
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Length': end - start + 1,
      'Accept-Ranges': 'bytes',
      'Cache-Control': 'no-store',
      ...(first && { 'Content-Range': `bytes ${start}-${end}/${stats.size}` }),
    });
    if (method === 'HEAD' || stats.size === 0) response.end();
    else createReadStream(file, { start, end }).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}${prefix}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
