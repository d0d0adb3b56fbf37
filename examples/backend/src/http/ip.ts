import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Config } from '../config.ts';

/** Who asks, of requests that the app does not see: sockets. As the app does, it goes back through the proxies that are believed, and no further. */
export function ipThrough(trustProxy: Config['trustProxy']): (request: IncomingMessage) => string {
  const isTrusted = trustOf(trustProxy);
  return ({ socket, headers }) => {
    const told = String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((address) => address.trim());
    let ip = socket.remoteAddress ?? '';
    for (let hop = 0; isTrusted(ip, hop); hop++) {
      const before = told.pop();
      if (!before || !isIP(before)) break;
      ip = before;
    }
    return ip;
  };
}

function trustOf(trustProxy: Config['trustProxy']): (ip: string, hop: number) => boolean {
  if (typeof trustProxy === 'number') return (_ip, hop) => hop < trustProxy;
  if (trustProxy === false) return () => false;
  const known = new BlockList();
  for (const proxy of trustProxy) {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) known.addAddress(address, family);
    else known.addSubnet(address, Number(bits), family);
  }
  return (ip) => {
    const plain = ip.replace(/^::ffff:(?=\d+\.)/, '');
    return isIP(plain) !== 0 && known.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
  };
}
