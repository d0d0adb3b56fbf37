import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import { TwitchMock } from '../testing/twitch-mock.ts';
import { startDeviceFlow, waitForDevice } from './device-code.ts';
import { outcome, pass } from './fixtures/signed-in.ts';

async function setUp() {
  const clock = new FakeClock();
  const mock = new TwitchMock({ clock, clientId: 'app', clientType: 'public' });
  const options = { clientId: 'app', fetch: mock.fetch, clock, random: () => 1 };
  const code = await startDeviceFlow({ ...options, scopes: ['chat:read'] });
  const asked = (): number => mock.requests.filter(({ path }) => path === '/oauth2/token').length;
  return { clock, mock, options, code, asked };
}

describe('startDeviceFlow', () => {
  it('says what to show', async () => {
    const { code, clock } = await setUp();
    expect(code.userCode).to.match(/\S/);
    expect(code.verificationUri).to.match(/^https:/);
    expect(code.intervalMs).to.equal(5000);
    expect(code.expiresAtMs).to.equal(clock.wallTime() + 1_800_000);
  });

  it('does not take half an answer', async () => {
    const { mock, options } = await setUp();
    mock.on('POST', '/oauth2/device', () => ({ device_code: 'x' }));
    expect(await outcome(startDeviceFlow({ ...options, scopes: [] }))).to.equal('invalid-response');
  });
});

describe('waitForDevice', () => {
  it('asks at the interval until the visitor agrees', async () => {
    const { clock, mock, options, code, asked } = await setUp();
    const waiting = waitForDevice(code, options);
    await pass(clock, 4999);
    expect(asked()).to.equal(0);
    await pass(clock, 1);
    expect(asked()).to.equal(1);
    await pass(clock, 10_000, 5000);
    expect(asked()).to.equal(3);
    mock.id.devices.decide(code.userCode, { userId: '1' });
    await pass(clock, 5000);
    const grant = await waiting;
    expect(mock.tokens.find(grant.value)?.userId).to.equal('1');
    expect(grant.refreshToken).to.match(/\S/);
    expect(grant.scopes).to.deep.equal(['chat:read']);
    expect(asked()).to.equal(4);
    expect(clock.pending).to.equal(0);
    for (const { url } of mock.requests) expect(url.search).to.equal('');
  });

  it('asks 5 s less often when it is told to slow down', async () => {
    const { clock, mock, options, code, asked } = await setUp();
    mock.faults.add({ path: '/oauth2/token', fault: { status: 400, body: { status: 400, message: 'slow_down' } } });
    const waiting = waitForDevice(code, options);
    await pass(clock, 5000);
    expect(asked()).to.equal(1);
    mock.id.devices.decide(code.userCode, { userId: '1' });
    await pass(clock, 9999);
    expect(asked()).to.equal(1);
    await pass(clock, 1);
    expect((await waiting).value).to.match(/\S/);
  });

  it('asks on through failures', async () => {
    const { clock, mock, options, code } = await setUp();
    for (const fault of ['reset', 'html', 'hang', { status: 503 }] as const) {
      mock.faults.add({ path: '/oauth2/token', fault });
    }
    mock.id.devices.decide(code.userCode, { userId: '1' });
    const waiting = waitForDevice(code, options);
    await pass(clock, 40_000, 5000);
    expect((await waiting).value).to.match(/\S/);
  });

  it('ends when the visitor refuses', async () => {
    const { clock, mock, options, code } = await setUp();
    mock.id.devices.decide(code.userCode, 'deny');
    const result = outcome(waitForDevice(code, options));
    await pass(clock, 5000);
    expect(await result).to.equal('unauthorized');
    expect(clock.pending).to.equal(0);
  });

  it('ends when the code runs out, by the clock or by Twitch', async () => {
    const { clock, mock, options, code, asked } = await setUp();
    const result = outcome(waitForDevice({ ...code, expiresAtMs: clock.wallTime() + 20_000 }, options));
    await pass(clock, 20_000, 5000);
    expect(await result).to.equal('unauthorized');
    expect(asked()).to.equal(3);
    await clock.advance(1_800_000);
    const late = outcome(waitForDevice({ ...code, expiresAtMs: Infinity }, options));
    await pass(clock, 5000);
    expect(await late).to.equal('unauthorized');
    expect(mock.requests.at(-1)?.status).to.equal(400);
    expect(clock.pending).to.equal(0);
  });

  it('ends at once where asking on is of no use', async () => {
    const { clock, options, code } = await setUp();
    const result = outcome(waitForDevice(code, { ...options, clientId: 'other' }));
    await pass(clock, 5000);
    expect(await result).to.equal('unauthorized');
  });

  it('ends with its signal', async () => {
    const { clock, options, code, asked } = await setUp();
    const controller = new AbortController();
    const result = outcome(waitForDevice(code, { ...options, signal: controller.signal }));
    await pass(clock, 5000);
    controller.abort();
    expect(await result).to.equal('aborted');
    expect(asked()).to.equal(1);
    expect(clock.pending).to.equal(0);
  });
});
