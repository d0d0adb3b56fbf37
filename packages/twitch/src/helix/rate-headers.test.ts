import { expect } from 'chai';
import * as fc from 'fast-check';
import { readRateHeaders } from './rate-headers.ts';

fc.configureGlobal({ seed: 333 });

const NOW_MS = Date.UTC(2026, 0, 1, 12);
const read = (headers: Record<string, string>): ReturnType<typeof readRateHeaders> =>
  readRateHeaders(new Headers(headers), NOW_MS);

describe('readRateHeaders', () => {
  it('reads what Twitch sends', () => {
    expect(
      read({ 'Ratelimit-Limit': '800', 'Ratelimit-Remaining': '0', 'Ratelimit-Reset': String(NOW_MS / 1000 + 30) }),
    ).to.deep.equal({ limit: 800, remaining: 0, resetInMs: 30_000, retryAfterMs: null });
  });

  it('takes what is missing for unknown, never for 0', () => {
    expect(read({})).to.deep.equal({ limit: null, remaining: null, resetInMs: null, retryAfterMs: null });
  });

  it('counts from the server’s clock where it can be read', () => {
    const date = new Date(NOW_MS + 3_600_000).toUTCString();
    const reset = String(NOW_MS / 1000 + 3600 + 10);
    expect(read({ date, 'Ratelimit-Reset': reset }).resetInMs).to.equal(10_000);
  });

  it('believes no reset further than a minute, or in the past', () => {
    expect(read({ 'Ratelimit-Reset': '99999999999' }).resetInMs).to.equal(60_000);
    expect(read({ 'Ratelimit-Reset': '5' }).resetInMs).to.equal(0);
  });

  it('reads Retry-After in both its forms', () => {
    expect(read({ 'Retry-After': '3' }).retryAfterMs).to.equal(3000);
    expect(read({ 'Retry-After': new Date(NOW_MS + 4000).toUTCString() }).retryAfterMs).to.equal(4000);
    expect(read({ 'Retry-After': new Date(NOW_MS - 4000).toUTCString() }).retryAfterMs).to.equal(0);
    expect(read({ 'Retry-After': 'soon' }).retryAfterMs).to.equal(null);
    expect(read({ 'Retry-After': '1.5' }).retryAfterMs).to.equal(null);
  });

  it('makes a whole number or nothing of anything', () => {
    const text = fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(text, (value) => {
        const { limit, remaining, resetInMs } = read({
          'Ratelimit-Limit': value,
          'Ratelimit-Remaining': value,
          'Ratelimit-Reset': value,
        });
        for (const number of [limit, remaining, resetInMs]) {
          if (number !== null) expect(Number.isInteger(number) && number >= 0).to.equal(true);
        }
      }),
    );
  });
});
