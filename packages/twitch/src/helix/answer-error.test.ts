import { expect } from 'chai';
import { answerError, type ReceivedAnswer } from './answer-error.ts';

const answer = (status: number, fields: Partial<ReceivedAnswer> = {}): ReceivedAnswer => ({
  status,
  headers: new Headers({ 'Twitch-Request-Id': 'r1', 'Content-Type': 'text/html' }),
  kind: 'json',
  body: { data: [] },
  mayBeEmpty: false,
  ...fields,
});
const refusal = (status: number, message: string): ReceivedAnswer =>
  answer(status, { body: { error: 'x', status, message } });
const page = (status: number): ReceivedAnswer => answer(status, { kind: 'unreadable', body: '<html>' });

describe('answerError', () => {
  const cases: [string, ReceivedAnswer, string | null][] = [
    ['a list', answer(200), null],
    ['an object', answer(200, { body: { data: {} } }), null],
    ['nothing, where nothing may be due', answer(204, { kind: 'empty', body: undefined, mayBeEmpty: true }), null],
    ['a calendar', answer(200, { kind: 'calendar', body: 'BEGIN:VCALENDAR' }), null],
    ['nothing, where something is due', answer(200, { kind: 'empty', body: undefined }), 'invalid-response retryable'],
    ['no data', answer(200, { body: { total: 3 } }), 'invalid-response retryable'],
    ['data that is a number', answer(200, { body: { data: 3 } }), 'invalid-response retryable'],
    ['null', answer(200, { body: null }), 'invalid-response retryable'],
    ['a text', answer(200, { body: 'yes' }), 'invalid-response retryable'],
    ['a web page', page(200), 'invalid-response retryable'],
    ['a web page that says 502', page(502), 'invalid-response retryable'],
    ['a web page that says 403', page(403), 'invalid-response'],
    ['a web page that says 429', page(429), 'rate-limited retryable'],
    ['400', refusal(400, 'Bad'), 'http'],
    ['401', refusal(401, 'Invalid OAuth token'), 'unauthorized'],
    ['401 for a scope', refusal(401, 'Missing scope: user:read:follows'), 'missing-scope'],
    ['403', refusal(403, 'No'), 'forbidden'],
    ['404', refusal(404, 'No such user'), 'not-found'],
    ['409', refusal(409, 'Again?'), 'http'],
    ['429', refusal(429, 'Too many'), 'rate-limited retryable'],
    ['500', refusal(500, 'Oh'), 'http retryable'],
    ['503 without a word', answer(503, { kind: 'empty', body: undefined }), 'http retryable'],
    ['an error that is null', answer(500, { body: null }), 'http retryable'],
  ];
  for (const [what, given, expected] of cases) {
    it(`takes ${what} for ${expected ?? 'good'}`, () => {
      const error = answerError(given);
      expect(error && `${error.code}${error.retryable ? ' retryable' : ''}`).to.equal(expected);
    });
  }

  it('keeps what was received', () => {
    expect(answerError(refusal(403, 'No'))).to.include({
      name: 'TwitchHttpError',
      status: 403,
      twitchMessage: 'No',
      requestId: 'r1',
      message: 'Twitch answered 403: No',
    });
    expect(answerError(page(502))).to.include({ status: 502, twitchMessage: null });
  });
});
