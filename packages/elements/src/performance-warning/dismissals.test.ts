import { expect } from 'chai';
import { dismiss, isDismissed, parseDismissals, STORAGE_KEY, loadDismissals, saveDismissals } from './dismissals.ts';

const parsed = (text: string | null): object => Object.fromEntries(parseDismissals(text));

describe('parseDismissals', () => {
  const cases: [why: string, text: string | null, result: object][] = [
    ['nothing', null, {}],
    ['no JSON', '{', {}],
    ['null', 'null', {}],
    ['a number', '7', {}],
    ['a list', '["many-streams"]', {}],
    ['what was stored', '{"many-streams":"info","battery":"warning"}', { 'many-streams': 'info', battery: 'warning' }],
    ['unknown codes', '{"toString":"info","other":"warning"}', {}],
    ['unknown levels', '{"many-streams":"none","battery":{},"stalling":["warning"]}', {}],
    ['a prototype', '{"__proto__":{"battery":"warning"}}', {}],
  ];
  for (const [why, text, result] of cases) it(`reads ${why}`, () => expect(parsed(text)).to.deep.equal(result));
});

describe('isDismissed', () => {
  const cases: [dismissed: string, level: 'info' | 'warning', result: boolean][] = [
    ['{}', 'info', false],
    ['{"many-streams":"info"}', 'info', true],
    ['{"many-streams":"info"}', 'warning', false],
    ['{"many-streams":"warning"}', 'info', true],
    ['{"many-streams":"warning"}', 'warning', true],
    ['{"battery":"warning"}', 'info', false],
  ];
  for (const [dismissed, level, result] of cases) {
    it(`${dismissed} ${result ? 'covers' : 'leaves'} ${level}`, () =>
      expect(isDismissed(parseDismissals(dismissed), { code: 'many-streams', level })).to.equal(result));
  }
});

describe('dismiss', () => {
  it('takes all of it, and forgets nothing worse', () => {
    const before = parseDismissals('{"many-streams":"warning","battery":"info"}');
    const after = dismiss(before, [
      { code: 'battery', level: 'warning' },
      { code: 'many-streams', level: 'info' },
      { code: 'stalling', level: 'warning' },
    ]);
    expect(Object.fromEntries(after)).to.deep.equal({
      'many-streams': 'warning',
      battery: 'warning',
      stalling: 'warning',
    });
    expect(before.get('battery')).to.equal('info');
  });
});

describe('the storage', () => {
  const original = Object.getOwnPropertyDescriptor(window, 'localStorage')!;
  afterEach(() => {
    Object.defineProperty(window, 'localStorage', original);
    localStorage.removeItem(STORAGE_KEY);
  });

  it('keeps them', () => {
    saveDismissals(parseDismissals('{"battery":"warning"}'));
    expect(localStorage.getItem(STORAGE_KEY)).to.equal('{"battery":"warning"}');
    expect(loadDismissals().get('battery')).to.equal('warning');
  });

  const refusals: [why: string, get: () => unknown][] = [
    [
      'throws',
      () => {
        throw new DOMException('no', 'SecurityError');
      },
    ],
    ['is missing', () => undefined],
  ];
  for (const [why, get] of refusals) {
    it(`is done without where it ${why}`, () => {
      Object.defineProperty(window, 'localStorage', { configurable: true, get });
      saveDismissals(parseDismissals('{"battery":"warning"}'));
      expect(loadDismissals().size).to.equal(0);
    });
  }
});
