/** The origin as a server of its own. */
import { createServer } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createOrigin } from './create-origin.mjs';
import { selfSigned } from './self-signed.mjs';

/**
 * @typedef {object} ServerOptions
 * @property {number} [port] 0, the default, takes any free one
 * @property {string} [host] 127.0.0.1 by default
 * @property {boolean} [http2] https with HTTP/2 (and 1.1), under a certificate that nobody trusts yet
 */

/**
 * @param {import('./create-origin.mjs').OriginOptions & ServerOptions} [options]
 * @returns {Promise<{ url: string, origin: import('./create-origin.mjs').Origin, close: () => Promise<void> }>} `url` has no
 *   slash at its end
 */
export async function startOrigin({ port = 0, host = '127.0.0.1', http2 = false, ...options } = {}) {
  const origin = createOrigin(options);
  /** @param {any} request @param {any} response */
  const listener = (request, response) => {
    origin(request, response, () => void response.writeHead(404).end('Not found\n'));
  };
  const server = http2
    ? createSecureServer({ ...selfSigned([host, 'localhost'], new Date()), allowHTTP1: true }, listener)
    : createServer(listener);
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  server.on(http2 ? 'secureConnection' : 'connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const authority = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `${http2 ? 'https' : 'http'}://${authority}:${address.port}${options.prefix ?? ''}`,
    origin,
    async close() {
      origin.close();
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
