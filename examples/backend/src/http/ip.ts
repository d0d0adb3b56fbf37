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

/**
 * Whose address it is, as limits count: of IPv6 the network of 64 bits that one connection is given, all of whose addresses are one's own.
 */
export function networkOf(ip: string): string {
  const address = plain(ip);
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const groupsOf = (text: string | undefined): string[] => (text ? text.split(':') : []);
  // An address of IPv4 at its end is two groups.
  const last = groupsOf(tail).flatMap((group) => (group.includes('.') ? ['0', '0'] : group));
  const first = groupsOf(head);
  const zeros = Array.from({ length: tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length) }, () => '0');
  const groups = [...first, ...zeros, ...last].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** An address of IPv4 that came by IPv6. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '');
