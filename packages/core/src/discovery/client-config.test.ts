import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { readClientConfig } from './client-config.ts';

const PAGE = 'https://example.com/watch?x=1';

const faultOf = (env: Record<string, unknown>, page: string | null): string => {
  try {
    readClientConfig(env, page);
  } catch (error) {
    expect(error).to.be.instanceOf(T333Error).with.property('code', 'invalid-argument');
    return (error as T333Error).message;
  }
  return '';
};

describe('readClientConfig', () => {
  it('needs nothing in a page of the server’s own', () => {
    expect(readClientConfig({}, PAGE)).to.deep.equal({
      apiUrl: 'https://example.com',
      realtimeUrl: 'https://example.com/v1',
      twitchClientId: null,
      telemetryUrl: null,
    });
  });

  for (const prefix of ['VITE_', 'NEXT_PUBLIC_'])
    it(`takes what begins with ${prefix}`, () => {
      const env = {
        [`${prefix}T333_API_URL`]: ' https://api.example.com/ ',
        [`${prefix}T333_TWITCH_CLIENT_ID`]: 'abcdefghij0123456789',
        [`${prefix}T333_TELEMETRY_URL`]: '/cmcd',
        MODE: 'production',
        DEV: false,
      };
      expect(readClientConfig(env, PAGE)).to.deep.equal({
        apiUrl: 'https://api.example.com',
        realtimeUrl: 'https://api.example.com/v1',
        twitchClientId: 'abcdefghij0123456789',
        telemetryUrl: 'https://example.com/cmcd',
      });
    });

  it('names all that is wrong', () => {
    const fault = faultOf(
      {
        VITE_T333_API_URL: 'javascript:alert(1)',
        NEXT_PUBLIC_T333_REALTIME_URL: 'https://user:secret@example.com',
        VITE_T333_TWITCH_CLIENT_ID: 'a b',
        VITE_T333_TELEMETRY_URL: 'https://a.example',
        NEXT_PUBLIC_T333_TELEMETRY_URL: 'https://b.example',
      },
      PAGE,
    );
    for (const name of [
      'VITE_T333_API_URL',
      'NEXT_PUBLIC_T333_REALTIME_URL',
      'T333_TWITCH_CLIENT_ID',
      'VITE_T333_TELEMETRY_URL',
    ])
      expect(fault).to.contain(name);
    expect(fault).not.to.contain('secret');
  });

  it('misses an address where there is no page', () => {
    expect(faultOf({}, null)).to.contain('VITE_T333_API_URL');
    expect(faultOf({ VITE_T333_API_URL: '/api' }, null)).to.contain('VITE_T333_API_URL');
    expect(readClientConfig({ VITE_T333_API_URL: 'http://localhost:3001' }, null).realtimeUrl).to.equal(
      'http://localhost:3001/v1',
    );
  });
});
