import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/**
 * Who asks, of requests that the app does not see: sockets. As the app does, it goes back through the proxies that are believed, and no further.
 *
 * @param trustProxy addresses of proxies, or their networks
 */
export function ipThrough(trustProxy: readonly string[]): (request: IncomingMessage) => string {
  const proxies = new BlockList();
  for (const proxy of trustProxy) {
    const [address = '', bits] = proxy.split('/');
    if (bits === undefined) proxies.addAddress(address, familyOf(address));
    else proxies.addSubnet(address, Number(bits), familyOf(address));
  }
  return ({ socket, headers }) => {
    const told = String(headers['x-forwarded-for'] ?? '').split(',');
    let ip = plain(socket.remoteAddress ?? '');
    while (isIP(ip) && proxies.check(ip, familyOf(ip))) {
      const before = told.pop()?.trim() ?? '';
      if (!isIP(before)) break;
      ip = plain(before);
    }
    return ip;
  };
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** An address of IPv4 that came by IPv6. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '');
