import { expect } from 'chai';
import * as fc from 'fast-check';
import { grants } from './fixtures/grants.ts';
import { outcome } from './fixtures/signed-in.ts';
import { fromRecord, readGrant, TokenGrant, toRecord } from './token-grant.ts';

fc.configureGlobal({ seed: 333 });

describe('readGrant', () => {
  const NOW_MS = 1_000_000;

  it('reads a user’s answer, whose scope is a list', () => {
    const answer = { access_token: 'a', refresh_token: 'r', scope: ['x:y', 'z'], expires_in: 60, token_type: 'bearer' };
    expect(toRecord(readGrant(answer, NOW_MS))).to.deep.equal({
      value: 'a',
      refreshToken: 'r',
      scopes: ['x:y', 'z'],
      expiresAtMs: NOW_MS + 60_000,
      obtainedAtMs: NOW_MS,
    });
  });

  it('reads an application’s answer, which has neither', () => {
    const { refreshToken, scopes } = readGrant({ access_token: 'a', expires_in: 60 }, NOW_MS);
    expect({ refreshToken, scopes }).to.deep.equal({ refreshToken: null, scopes: [] });
  });

  it('knows no end where none is named', () => {
    for (const expires_in of [undefined, null, 0, -1, '60', NaN]) {
      expect(readGrant({ access_token: 'a', expires_in }, NOW_MS).expiresAtMs).to.equal(null);
    }
  });

  it('refuses an answer without a token', async () => {
    for (const access_token of [undefined, null, '', 7, ['a']]) {
      const read = async (): Promise<unknown> => readGrant({ access_token }, NOW_MS);
      expect(await outcome(read())).to.equal('invalid-response');
    }
  });
});

describe('TokenGrant', () => {
  it('keeps its refresh token to itself', () => {
    const grant = new TokenGrant({ value: 'a', refreshToken: 'tell-nobody', obtainedAtMs: 0 });
    expect(grant.refreshToken).to.equal('tell-nobody');
    const shown = [
      JSON.stringify(grant),
      JSON.stringify({ ...grant }),
      JSON.stringify(structuredClone(grant)),
      String(grant),
      Object.entries(grant).join(),
    ];
    for (const text of shown) expect(text).not.to.contain('tell-nobody');
  });

  it('does not change', () => {
    const scopes = ['a'];
    const grant = new TokenGrant({ value: 'a', scopes, obtainedAtMs: 0 });
    scopes.push('b');
    expect(grant.scopes).to.deep.equal(['a']);
    expect(Object.isFrozen(grant) && Object.isFrozen(grant.scopes)).to.equal(true);
  });
});

describe('toRecord and fromRecord', () => {
  it('bring any grant through JSON', () => {
    fc.assert(
      fc.property(grants, (grant) => {
        const back = fromRecord(JSON.parse(JSON.stringify(toRecord(grant))));
        expect(back && toRecord(back)).to.deep.equal(toRecord(grant));
      }),
    );
  });

  it('take nothing else for a grant', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => fromRecord(value) === null));
    const record = toRecord(new TokenGrant({ value: 'a', obtainedAtMs: 0 }));
    for (const field of Object.keys(record)) {
      expect(fromRecord({ ...record, [field]: {} }), field).to.equal(null);
    }
  });
});
