/** Serves the page and is its only link to the benchmark: any browser that can open an address can take part. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, normalize, sep } from 'node:path';

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8' };

export class PageHost {
  /** @type {Map<string, { cell: object, commands: Record<string, (body: any) => unknown>, resolve: Function, reject: Function }>} */
  #runs = new Map();
  #server = createServer((request, response) => {
    this.#answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });

  /** @param {string} folder of the bundled page */
  constructor(folder) {
    this.folder = folder;
  }

  async listen() {
    await new Promise((done) => this.#server.listen(0, '127.0.0.1', done));
    return this;
  }

  /**
   * @param {string} id
   * @param {object} cell given to the page
   * @param {Record<string, (body: any) => unknown>} commands that the page may ask for
   * @returns {{ url: string, result: Promise<object> }}
   */
  expect(id, cell, commands) {
    const result = new Promise((resolve, reject) => this.#runs.set(id, { cell, commands, resolve, reject }));
    result.catch(() => {});
    return { url: `http://127.0.0.1:${this.#server.address().port}/index.html?run=${id}`, result };
  }

  forget(id) {
    this.#runs.delete(id);
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, 'http://page');
    const run = this.#runs.get(searchParams.get('run'));
    if (request.method === 'POST') {
      const body = JSON.parse(await text(request));
      if (!run) return void response.writeHead(404).end();
      if (pathname === '/result') run.resolve(body);
      else if (pathname === '/failure') run.reject(new Error(body.message));
      else await run.commands[pathname.slice(1)]?.(body);
      return void response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    }
    if (pathname === '/cell') {
      return void response
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end(JSON.stringify(run?.cell ?? null));
    }
    const file = normalize(join(this.folder, pathname));
    const body = file.startsWith(this.folder + sep) ? await readFile(file).catch(() => null) : null;
    if (!body) return void response.writeHead(404).end();
    const type = TYPES[/\.\w+$/.exec(file)?.[0]] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
  }
}

async function text(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
