/** A self-signed certificate (X.509, RFC 5280) without openssl: enough for HTTP/2 on one's own machine. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** DER tags. */
const tag = { integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, text: 0x0c, time: 0x18, sequence: 0x30, set: 0x31 };

/**
 * One value in DER (X.690).
 * @param {number} type
 * @param {...Buffer} contents
 */
function der(type, ...contents) {
  const body = Buffer.concat(contents);
  const hex = body.length.toString(16);
  const length = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from(body.length < 128 ? [type] : [type, 0x80 | length.length]), length, body]);
}

const oid = (/** @type {string} */ hex) => der(tag.oid, Buffer.from(hex, 'hex'));
const commonName = oid('550403');
const subjectAltName = oid('551d11');
const ecdsaWithSha256 = der(tag.sequence, oid('2a8648ce3d040302'));

/** What browsers take from a certificate that a user trusts by hand: not longer than that. */
const validDays = 30;
const dayMs = 86_400_000;

/** @param {Date} date */
const time = (date) => der(tag.time, Buffer.from(`${date.toISOString().replace(/\.\d+|[-:T]/g, '')}`));

/**
 * An address as its bytes: IPv4, or IPv6 in any spelling.
 * @param {string} address
 */
function ipBytes(address) {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [head = [], tail = []] = groups.map((side) => side.split(':').filter(Boolean));
  const all = [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/**
 * @param {string[]} hosts names and addresses
 * @param {Date} now
 * @returns {{ key: string, cert: string }} PEM
 */
export function selfSigned(hosts, now) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = der(
    tag.sequence,
    der(tag.set, der(tag.sequence, commonName, der(tag.text, Buffer.from('Example origin')))),
  );
  const names = hosts.map((host) => (isIP(host) ? der(0x87, ipBytes(host)) : der(0x82, Buffer.from(host))));
  const extension = der(tag.sequence, subjectAltName, der(tag.octets, der(tag.sequence, ...names)));
  const serial = randomBytes(16);
  serial[0] = (Number(serial[0]) & 0x7f) | 0x40; // positive, and without a leading zero
  const content = der(
    tag.sequence,
    der(0xa0, der(tag.integer, Buffer.from([2]))), // version 3
    der(tag.integer, serial),
    ecdsaWithSha256,
    name,
    der(tag.sequence, time(new Date(now.getTime() - dayMs)), time(new Date(now.getTime() + validDays * dayMs))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(tag.sequence, extension)),
  );
  const signature = der(tag.bits, Buffer.from([0]), sign('sha256', content, privateKey));
  const certificate = der(tag.sequence, content, ecdsaWithSha256, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`,
  };
}
