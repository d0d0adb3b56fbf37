import { expect } from 'chai';
import { T333Error } from '../errors.ts';
import { DEFAULT_CHAT_SETTINGS, type ChatIdentity, type ChatRole } from './events.ts';
import { ChatRefusal } from './refusal.ts';
import { checkMessage, cooldownMs, sendGate, type SendFacts, type SendGate } from './slow-mode.ts';

const identity = (role: ChatRole, badge?: string): ChatIdentity => ({
  user: { id: 'me', handle: 'me', name: 'Me' },
  role,
  badges: badge ? [{ type: badge }] : [],
});

const facts = (
  change: Partial<SendFacts> & {
    who?: ChatIdentity | null;
    subscribersOnly?: boolean;
    status?: 'joined' | 'joining' | 'failed';
  } = {},
): SendFacts => {
  const { who = identity('viewer'), subscribersOnly = false, status = 'joined', ...rest } = change;
  const settings = { ...DEFAULT_CHAT_SETTINGS, subscribersOnly };
  return {
    canSend: true,
    nowMs: 100,
    cooldownUntilMs: 0,
    silencedUntilMs: -Infinity,
    channel: { status, settings, identity: who },
    ...rest,
  };
};

describe('sendGate', () => {
  const table: [name: string, facts: SendFacts, gate: SendGate][] = [
    ['is open', facts(), { can: 'now' }],
    ['is open while it joins: messages wait', facts({ status: 'joining', who: null }), { can: 'now' }],
    ['is shut where nobody is signed in', facts({ canSend: false }), { can: 'never', reason: 'read-only' }],
    ['is shut where the channel was refused', facts({ status: 'failed' }), { can: 'never', reason: 'failed' }],
    ['counts down slow mode', facts({ cooldownUntilMs: 500 }), { can: 'later', reason: 'slow-mode', untilMs: 500 }],
    ['opens when it ends', facts({ cooldownUntilMs: 100 }), { can: 'now' }],
    [
      'lets moderators pass',
      facts({ cooldownUntilMs: 500, subscribersOnly: true, who: identity('moderator') }),
      { can: 'now' },
    ],
    ['lets the broadcaster pass', facts({ cooldownUntilMs: 500, who: identity('broadcaster') }), { can: 'now' }],
    [
      'counts down a time-out, whoever it is',
      facts({ silencedUntilMs: 900, cooldownUntilMs: 500, who: identity('moderator') }),
      { can: 'later', reason: 'timed-out', untilMs: 900 },
    ],
    ['is shut by a ban', facts({ silencedUntilMs: Infinity }), { can: 'never', reason: 'banned' }],
    [
      'is shut to those who do not subscribe',
      facts({ subscribersOnly: true }),
      { can: 'never', reason: 'subscribers-only' },
    ],
    [
      'is open to those who do',
      facts({ subscribersOnly: true, who: identity('viewer', 'subscriber') }),
      { can: 'now' },
    ],
    ['lets the server judge who is not known', facts({ subscribersOnly: true, who: null }), { can: 'now' }],
  ];
  for (const [name, given, gate] of table) it(name, () => expect(sendGate(given)).to.deep.equal(gate));
});

describe('cooldownMs', () => {
  const table: [told: number | undefined, slowModeMs: number, forMs: number][] = [
    [undefined, 0, 0],
    [undefined, 5000, 5000],
    [3000, 5000, 3000],
    [-100_000, 5000, 0],
    [8_000_000, 5000, 5000],
    [8_000_000, 0, 120_000],
    [3000, 0, 3000],
  ];
  for (const [told, slowModeMs, forMs] of table) {
    it(`is ${forMs} ms where ${told} was told, and slow mode is ${slowModeMs}`, () => {
      expect(cooldownMs(told, slowModeMs)).to.equal(forMs);
    });
  }
});

describe('checkMessage', () => {
  const settings = { ...DEFAULT_CHAT_SETTINGS, maxLength: 3 };
  const table: [text: string, gate: SendGate, thrown: string | null][] = [
    ['', { can: 'now' }, 'invalid-argument'],
    ['👍👍👍', { can: 'now' }, null],
    ['👍👍👍👍', { can: 'now' }, 'too-long'],
    ['hi', { can: 'later', reason: 'slow-mode', untilMs: 1 }, null],
    ['hi', { can: 'never', reason: 'read-only' }, 'unsupported'],
    ['hi', { can: 'never', reason: 'failed' }, 'forbidden'],
    ['hi', { can: 'never', reason: 'banned' }, 'banned'],
  ];
  for (const [text, gate, thrown] of table) {
    it(`${thrown ?? 'nothing'} of ${JSON.stringify(text)} where the gate is ${JSON.stringify(gate)}`, () => {
      let error: unknown;
      try {
        checkMessage(text, settings, gate);
      } catch (caught) {
        error = caught;
      }
      expect(error instanceof ChatRefusal ? error.reason : error instanceof T333Error ? error.code : null).to.equal(
        thrown,
      );
    });
  }
});
