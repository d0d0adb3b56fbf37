import { T333Error } from '@t333/core/errors';
import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import { TwitchHttpError } from '../helix/http-error.ts';
import { TwitchMock } from '../testing/twitch-mock.ts';
import { outcome, pass } from './fixtures/signed-in.ts';
import { idRequest, idRequestWithRetries } from './id-request.ts';

function setUp() {
  const clock = new FakeClock();
  const mock = new TwitchMock({ clock, clientId: 'app', clientSecret: 'hush-hush' });
  const options = { fetch: mock.fetch, clock, random: () => 1 };
  const form = { client_id: 'app', client_secret: 'hush-hush', grant_type: 'client_credentials' };
  return { clock, mock, options, form };
}

const reasonOf = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => error);

describe('idRequest', () => {
  it('sends a form, and never a secret in the address', async () => {
    const { mock, options, form } = setUp();
    await idRequest('/token', { form }, options);
    const [request] = mock.requests;
    expect(request?.method).to.equal('POST');
    expect(request?.body).to.deep.equal(form);
    expect(String(request?.url)).to.equal('https://id.twitch.tv/oauth2/token');
  });

  it('follows no redirect, which would take the form elsewhere', async () => {
    const { mock, options, form } = setUp();
    let mode: RequestRedirect | undefined;
    const fetch: typeof globalThis.fetch = (input, init) => {
      mode = init?.redirect;
      return mock.fetch(input, init);
    };
    await idRequest('/token', { form }, { ...options, fetch });
    expect(mode).to.equal('manual');
  });

  it('uses another address where it is told to', async () => {
    const { mock, options, form } = setUp();
    await idRequest('/token', { form }, { ...options, idUrl: 'http://localhost:1/oauth2' });
    expect(mock.requests[0]?.url.host).to.equal('localhost:1');
  });

  const ANSWERS = [
    [400, 'Invalid refresh token', 'invalid-grant', false],
    [401, 'Invalid refresh token', 'invalid-grant', false],
    [400, 'Invalid authorization code', 'invalid-grant', false],
    [400, 'invalid device code', 'invalid-grant', false],
    [400, 'invalid_grant', 'invalid-grant', false],
    [503, 'Invalid refresh token', 'http', true],
    [403, 'Invalid refresh token', 'unauthorized', false],
    [400, 'missing refresh token', 'http', false],
    [400, 'invalid client', 'unauthorized', false],
    [403, 'invalid client secret', 'unauthorized', false],
    [401, 'invalid access token', 'unauthorized', false],
    [429, 'slow', 'rate-limited', true],
    [500, 'oh', 'http', true],
    [302, 'elsewhere', 'http', false],
  ] as const;

  for (const [status, message, code, retryable] of ANSWERS) {
    it(`takes ${status} "${message}" for ${code}`, async () => {
      const { mock, options, form } = setUp();
      mock.faults.add({ fault: { status, body: { status, message } } });
      const error = await reasonOf(idRequest('/token', { form }, options));
      expect(error).to.be.instanceOf(TwitchHttpError);
      expect(error).to.include({ code, status, retryable, twitchMessage: message });
    });
  }

  const BREAKS = [
    ['reset', 'network'],
    ['cut', 'network'],
    ['html', 'http'],
    ['truncated', 'invalid-response'],
  ] as const;

  for (const [fault, code] of BREAKS) {
    it(`takes ${fault} for ${code}, which may pass`, async () => {
      const { mock, options, form } = setUp();
      mock.faults.add({ fault });
      expect(await reasonOf(idRequest('/token', { form }, options))).to.include({ code, retryable: true });
    });
  }

  for (const text of ['null', '7', '"text"', 'nonsense']) {
    it(`takes ${text} for no answer`, async () => {
      const { mock, options, form } = setUp();
      mock.faults.add({ fault: { status: 200, body: text } });
      expect(await outcome(idRequest('/token', { form }, options))).to.equal('invalid-response');
    });
  }

  it('gives up after 10 s, even on a fetch that does not listen', async () => {
    const { clock, form } = setUp();
    const deaf = (): Promise<Response> => new Promise(() => {});
    const code = outcome(idRequest('/token', { form }, { fetch: deaf, clock }));
    await pass(clock, 9999);
    expect(clock.pending).to.equal(1);
    await pass(clock, 1);
    expect(await code).to.equal('timeout');
    expect(clock.pending).to.equal(0);
  });

  it('ends with its signal', async () => {
    const { clock, mock, options, form } = setUp();
    expect(await outcome(idRequest('/token', { form }, { ...options, signal: AbortSignal.abort() }))).to.equal(
      'aborted',
    );
    expect(mock.requests).to.have.length(0);
    mock.faults.add({ fault: 'hang' });
    const controller = new AbortController();
    const code = outcome(idRequest('/token', { form }, { ...options, signal: controller.signal }));
    controller.abort();
    expect(await code).to.equal('aborted');
    expect(clock.pending).to.equal(0);
  });

  it('lets no secret into an error, whatever the server answers', async () => {
    const secrets = ['hush-hush', 'refresh-me', 'code-word', 'device-word', 'access-me'];
    const form = {
      client_id: 'app',
      client_secret: 'hush-hush',
      refresh_token: 'refresh-me',
      code: 'code-word',
      device_code: 'device-word',
      token: 'access-me',
    };
    for (const fault of [
      { status: 400, body: { status: 400, message: `Refused: ${secrets.join(' ')}` } },
      { status: 400, body: { status: 400, message: `${'x'.repeat(295)}${secrets.join(' ')}` } },
      { status: 400, body: `not JSON: ${secrets.join(' ')}` },
      { status: 200, body: `{"access_token": "${secrets.join(' ')}` },
      { status: 502, body: `<p>${secrets.join(' ')}</p>` },
    ]) {
      const { mock, options } = setUp();
      mock.faults.add({ fault });
      const error = (await reasonOf(idRequest('/token', { form, token: 'access-me' }, options))) as T333Error;
      expect(error).to.be.instanceOf(T333Error);
      const shown = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join('\n');
      for (const secret of secrets) expect(shown).not.to.contain(secret.slice(0, 5));
    }
  });
});

describe('idRequestWithRetries', () => {
  it('tries three times, with back-off', async () => {
    const { clock, mock, options, form } = setUp();
    mock.faults.add({ fault: { status: 503 }, times: 2 });
    const answer = idRequestWithRetries('/token', { form }, options);
    await pass(clock, 499);
    expect(mock.requests).to.have.length(1);
    await pass(clock, 1);
    expect(mock.requests).to.have.length(2);
    await pass(clock, 1000);
    expect(await answer).to.include({ token_type: 'bearer' });
    expect(mock.requests).to.have.length(3);
  });

  it('then says what the last one said', async () => {
    const { clock, mock, options, form } = setUp();
    mock.faults.add({ fault: 'reset', times: 2 });
    mock.faults.add({ fault: { status: 500 }, times: Infinity });
    const code = outcome(idRequestWithRetries('/token', { form }, options));
    await pass(clock, 5000, 250);
    expect(await code).to.equal('http');
    expect(mock.requests).to.have.length(3);
    expect(clock.pending).to.equal(0);
  });

  it('does not repeat what will not change, nor after its signal', async () => {
    const { clock, mock, options } = setUp();
    expect(await outcome(idRequestWithRetries('/validate', { token: 'bad' }, options))).to.equal('unauthorized');
    expect(mock.requests).to.have.length(1);
    mock.faults.add({ fault: 'reset' });
    const controller = new AbortController();
    const code = outcome(
      idRequestWithRetries('/validate', { token: 'bad' }, { ...options, signal: controller.signal }),
    );
    await pass(clock, 100);
    controller.abort();
    expect(await code).to.equal('aborted');
    expect(mock.requests).to.have.length(2);
    expect(clock.pending).to.equal(0);
  });
});
