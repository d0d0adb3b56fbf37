/** Serves the page, the emotes, and the example streams. */
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join } from 'node:path';
import { createOrigin } from '../../examples/origin/index.mjs';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.png': 'image/png', '.gif': 'image/gif' };

/**
 * @param {{ page: string, emotes: string }} folders
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function startHost({ page, emotes }) {
  const origin = createOrigin({ prefix: '/origin' });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://host');
    if (pathname.startsWith('/origin/')) return void origin(request, response);
    const name = pathname === '/' ? 'index.html' : basename(pathname);
    const file = join(pathname.startsWith('/emotes/') ? emotes : page, name);
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? '', 'cache-control': 'max-age=3600' });
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      origin.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
