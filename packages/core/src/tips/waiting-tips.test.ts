import { expect } from 'chai';
import * as fc from 'fast-check';
import { tipOf } from './fixtures/tip-of.ts';
import type { Tip } from './tip.ts';
import { WaitingTips } from './waiting-tips.ts';

fc.configureGlobal({ seed: 333, numRuns: 300 });

const label = ({ amountMinor, currency, text }: Tip): string => `${amountMinor} ${currency}${text}`;

/** Each `amount currency`, and a letter where two are alike. */
const tipsFrom = (texts: string): Tip[] =>
  texts.split(', ').map((text) => {
    const [amount, currency, mark = ''] = text.split(' ');
    return tipOf(`${amount} ${currency}`, { text: mark && ` ${mark}` });
  });

function takeAll(waiting: WaitingTips): string {
  const taken: string[] = [];
  for (let tip = waiting.take(); tip; tip = waiting.take()) taken.push(label(tip));
  return taken.join(', ');
}

describe('WaitingTips', () => {
  const orders: [why: string, came: string, order: string][] = [
    ['the largest first', '1 EUR, 5 EUR, 3 EUR', '5 EUR, 3 EUR, 1 EUR'],
    ['who came first among equals', '5 EUR a, 5 EUR b, 5 EUR c', '5 EUR a, 5 EUR b, 5 EUR c'],
    ['currencies in turns', '1 EUR, 2 EUR, 3 EUR, 900 JPY, 800 JPY', '3 EUR, 900 JPY, 2 EUR, 800 JPY, 1 EUR'],
    ['a currency however it is written', '1 EUR, 2 eur', '2 eur, 1 EUR'],
  ];
  for (const [why, came, order] of orders) {
    it(`gives ${why}`, () => {
      const waiting = new WaitingTips(10);
      for (const tip of tipsFrom(came)) expect(waiting.add(tip)).to.equal(null);
      expect(takeAll(waiting)).to.equal(order);
      expect(waiting.size).to.equal(0);
    });
  }

  it('lets a currency that comes again wait for its turn', () => {
    const waiting = new WaitingTips(10);
    const shown: string[] = [];
    for (const tip of tipsFrom('1 EUR, 2 EUR, 3 EUR')) waiting.add(tip);
    for (let turn = 0; turn < 5; turn++) {
      waiting.add(tipOf('900 JPY'));
      shown.push(waiting.take()!.currency);
    }
    expect(shown).to.deep.equal(['EUR', 'JPY', 'EUR', 'JPY', 'EUR']);
  });

  it('compares all where somebody tells what they are worth', () => {
    const waiting = new WaitingTips(10, ({ amountMinor, currency }) =>
      currency === 'JPY' ? amountMinor / 2 : amountMinor,
    );
    for (const tip of tipsFrom('500 EUR, 900 JPY, 1200 JPY')) waiting.add(tip);
    expect(takeAll(waiting)).to.equal('1200 JPY, 500 EUR, 900 JPY');
  });

  it('takes what is no number for nothing', () => {
    const waiting = new WaitingTips(10, ({ amountMinor }) => (amountMinor === 5 ? NaN : amountMinor));
    for (const tip of tipsFrom('5 EUR, 1 EUR')) waiting.add(tip);
    expect(takeAll(waiting)).to.equal('1 EUR, 5 EUR');
  });

  const drops: [why: string, came: string, dropped: string][] = [
    ['the lowest', '5 EUR, 1 EUR, 3 EUR, 4 EUR', '1 EUR'],
    ['the oldest of those', '5 EUR, 1 EUR a, 1 EUR b, 4 EUR', '1 EUR a'],
    ['the new one where it is that', '5 EUR, 2 EUR, 3 EUR, 1 EUR', '1 EUR'],
    ['the oldest of equals, not the new one', '1 EUR a, 1 EUR b, 1 EUR c, 1 EUR d', '1 EUR a'],
    ['one of the currency that has most', '900 EUR, 800 EUR, 1 JPY, 700 EUR', '700 EUR'],
    ['the older where two have as many', '5 EUR, 5 JPY, 6 EUR, 6 JPY', '5 EUR'],
  ];
  for (const [why, came, dropped] of drops) {
    it(`drops ${why}`, () => {
      const waiting = new WaitingTips(3);
      const gone = tipsFrom(came).map((tip) => waiting.add(tip));
      expect(gone.slice(0, 3)).to.deep.equal([null, null, null]);
      expect(label(gone[3]!)).to.equal(dropped);
      expect(waiting.size).to.equal(3);
    });
  }

  it('gives each once or drops it, the largest of its currency first, and never has more than so many', () => {
    const act = fc.option(fc.record({ amountMinor: fc.nat(5), currency: fc.constantFrom('EUR', 'JPY', 'KWD') }), {
      nil: 'take' as const,
      freq: 3,
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), fc.integer({ min: 1, max: 6 }), (acts, limit) => {
        const waiting = new WaitingTips(limit);
        let model: Tip[] = [];
        const leave = (tip: Tip): void => {
          expect(model).to.include(tip);
          model = model.filter((other) => other !== tip);
        };
        for (const next of acts) {
          if (next === 'take') {
            const tip = waiting.take();
            expect(tip === null).to.equal(model.length === 0);
            if (!tip) continue;
            const alike = model.filter(({ currency }) => currency === tip.currency);
            const most = Math.max(...alike.map(({ amountMinor }) => amountMinor));
            expect(tip).to.equal(alike.find(({ amountMinor }) => amountMinor === most));
            leave(tip);
          } else {
            const tip = tipOf(`${next.amountMinor} ${next.currency}`);
            model.push(tip);
            const gone = waiting.add(tip);
            expect(gone !== null).to.equal(model.length > limit);
            if (!gone) continue;
            const alike = model.filter(({ currency }) => currency === gone.currency);
            expect(gone.amountMinor).to.equal(Math.min(...alike.map(({ amountMinor }) => amountMinor)));
            leave(gone);
          }
          expect(waiting.size).to.equal(model.length);
        }
      }),
    );
  });
});
