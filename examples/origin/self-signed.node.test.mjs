import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, it } from 'node:test';
import { selfSigned } from './self-signed.mjs';

describe('selfSigned', () => {
  const now = new Date('2026-01-31T12:34:56.789Z');
  const { key, cert } = selfSigned(['127.0.0.1', 'localhost', '::1', 'fe80::1:2'], now);
  const certificate = new X509Certificate(cert);

  it('is signed by its own key', () => {
    assert.ok(certificate.verify(certificate.publicKey));
    assert.ok(certificate.checkPrivateKey(createPrivateKey(key)));
  });

  it('holds for its hosts, and no others', () => {
    assert.ok(certificate.checkHost('localhost'));
    for (const address of ['127.0.0.1', '::1', 'fe80::1:2']) assert.ok(certificate.checkIP(address), address);
    assert.equal(certificate.checkHost('example.com'), undefined);
    assert.equal(certificate.checkIP('127.0.0.2'), undefined);
  });

  it('holds from yesterday, for a month', () => {
    assert.equal(new Date(certificate.validFrom).toISOString(), '2026-01-30T12:34:56.000Z');
    assert.equal(new Date(certificate.validTo).toISOString(), '2026-03-02T12:34:56.000Z');
  });

  it('is another each time', () => {
    assert.notEqual(new X509Certificate(selfSigned(['a'], now).cert).serialNumber, certificate.serialNumber);
  });
});
