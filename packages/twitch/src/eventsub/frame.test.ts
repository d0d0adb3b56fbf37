import { expect } from 'chai';
import * as fc from 'fast-check';
import { parseTimestamp, readFrame } from './frame.ts';

fc.configureGlobal({ seed: 333 });

const frame = (type: string, payload: object = {}): string =>
  JSON.stringify({
    metadata: { message_id: 'm1', message_type: type, message_timestamp: '2026-01-02T03:04:05.678901234Z' },
    payload,
  });

describe('parseTimestamp', () => {
  const table: [string, number][] = [
    ['2026-01-02T03:04:05Z', Date.UTC(2026, 0, 2, 3, 4, 5)],
    ['2026-01-02T03:04:05.6Z', Date.UTC(2026, 0, 2, 3, 4, 5, 600)],
    ['2026-01-02T03:04:05.678901234Z', Date.UTC(2026, 0, 2, 3, 4, 5, 678)],
    ['2026-01-02t03:04:05.000999z', Date.UTC(2026, 0, 2, 3, 4, 5)],
    ['2026-01-02T03:04:05.5+02:00', Date.UTC(2026, 0, 2, 1, 4, 5, 500)],
  ];
  for (const [text, expected] of table) it(`reads ${text}`, () => expect(parseTimestamp(text)).to.equal(expected));

  it('says NaN of what is none', () => {
    for (const text of ['', 'now', '2026-01-02', '2026-01-02T03:04:05', '2026-01-02T03:04:05.Z']) {
      expect(Number.isNaN(parseTimestamp(text)), text).to.equal(true);
    }
  });
});

describe('readFrame', () => {
  it('reads each kind', () => {
    expect(readFrame(frame('session_welcome', { session: { id: 's', keepalive_timeout_seconds: 30 } }))).to.deep.equal({
      type: 'welcome',
      sessionId: 's',
      keepaliveMs: 30_000,
    });
    expect(readFrame(frame('session_keepalive'))).to.deep.equal({ type: 'keepalive' });
    expect(readFrame(frame('session_reconnect', { session: { reconnect_url: 'wss://x' } }))).to.deep.equal({
      type: 'reconnect',
      url: 'wss://x',
    });
    expect(readFrame(frame('revocation', { subscription: { id: 'a', status: 'user_removed' } }))).to.deep.equal({
      type: 'revocation',
      id: 'm1',
      subscription: { id: 'a', type: '', condition: {} },
      status: 'user_removed',
    });
  });

  it('passes a type on that nobody knows yet', () => {
    const subscription = { id: 'a', type: 'channel.dance', version: '7', condition: { x: '1' } };
    const read = readFrame(frame('notification', { subscription, event: { steps: [1, 2] } }));
    expect(read).to.deep.equal({
      type: 'notification',
      notification: {
        id: 'm1',
        type: 'channel.dance',
        version: '7',
        atMs: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
        timestamp: '2026-01-02T03:04:05.678901234Z',
        subscriptionId: 'a',
        condition: { x: '1' },
        event: { steps: [1, 2] },
      },
    });
  });

  it('leaves out what is no frame', () => {
    const none = [
      '',
      '{',
      'null',
      '[]',
      '5',
      '"x"',
      '{}',
      frame('dance'),
      frame('session_welcome'),
      frame('notification'),
    ];
    for (const text of none) expect(readFrame(text), text).to.equal(null);
    expect(readFrame(new ArrayBuffer(3))).to.equal(null);
  });

  it('never throws, and pollutes nothing', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readFrame(text)));
    const kinds = fc.constantFrom('session_welcome', 'session_reconnect', 'notification', 'revocation');
    fc.assert(
      fc.property(kinds, fc.jsonValue(), (kind, payload) => void readFrame(frame(kind, { ...Object(payload) }))),
    );
    const hostile = frame(
      'notification',
      JSON.parse(
        '{"subscription":{"type":"__proto__","condition":{"__proto__":{"y":1}}},"event":{"__proto__":{"z":1}}}',
      ),
    );
    expect(readFrame(hostile)).to.have.property('type', 'notification');
    expect(({} as Record<string, unknown>)['z']).to.equal(undefined);
  });
});
