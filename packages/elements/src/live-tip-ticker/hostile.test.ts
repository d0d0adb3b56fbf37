import { expect } from 'chai';
import * as fc from 'fast-check';
import { TipStage } from './tip-stage.harness.ts';

const MARKUP = [
  '<script>globalThis.hacked = 1</script>',
  '<img src=x onerror="globalThis.hacked=1">',
  '</bdi></p><style>*{display:none}</style>',
  '${globalThis.hacked=1}',
  '{name} {text}',
];
const BIDI = '\u202e\u2066\u2067\u202d\u202b\u2069\u202c';
const ZALGO = `Z${'\u0335\u0300\u0489\u033f'.repeat(60)}`;

for (const dir of ['ltr', 'rtl']) {
  describe(`<live-tip-ticker> and hostile tips, ${dir}`, () => {
    let stage: TipStage;
    let box: HTMLElement;

    beforeEach(async () => {
      box = document.createElement('div');
      box.dir = dir;
      Object.assign(box.style, { position: 'relative', inlineSize: '320px', blockSize: '180px' });
      document.body.append(box);
      stage = await new TipStage().open({ position: 'top' }, box);
      delete (globalThis as { hacked?: number }).hacked;
    });

    afterEach(() => {
      stage.destroy();
      box.remove();
    });

    /** It keeps to its place, and nothing in it is what tips must not make. */
    const check = (): void => {
      const tip = stage.find('tip')!;
      for (const animation of stage.root.getAnimations()) animation.finish();
      const [outer, inner] = [box, tip].map((node) => node.getBoundingClientRect());
      expect(inner!.width).to.be.at.most(outer!.width);
      expect(inner!.left).to.be.at.least(outer!.left - 0.5);
      expect(inner!.right).to.be.at.most(outer!.right + 0.5);
      expect(inner!.height).to.be.below(120);
      const { contain, overflowX } = getComputedStyle(tip);
      expect([overflowX, /content|paint/.test(contain)]).to.deep.equal(['hidden', true]);
      expect(stage.root.querySelectorAll('.tip :is(script, img, style, iframe, [onerror])')).to.have.length(0);
      expect(Array.from(stage.text('text') ?? '').length).to.be.at.most(210);
      expect((globalThis as { hacked?: number }).hacked).to.equal(undefined);
      expect(box.scrollWidth).to.equal(box.clientWidth);
    };

    const show = async (tip: { name: string; text: string; currency: string }): Promise<void> => {
      await stage.give(tip);
      check();
      stage.queue.skip();
      await stage.pass(1000);
    };

    it('shows markup as text, in what is spoken too', async () => {
      for (const text of MARKUP) {
        await stage.give({ name: text, text, currency: text });
        expect([stage.text('name'), stage.text('text')]).to.deep.equal([text, text]);
        check();
        stage.queue.skip();
        await stage.pass(6000);
        expect(stage.spoken).to.match(/ tipped 500 /);
        expect(stage.spoken).to.include(`: ${text}`);
        expect(stage.root.querySelector('[role=status]')!.children).to.have.length(0);
      }
    });

    it('keeps letters that pile up, and words without end, within its tip', async () => {
      for (const text of [ZALGO, 'x'.repeat(100_000), 'W'.repeat(200), 'word '.repeat(20_000), '\n'.repeat(300), BIDI])
        await show({ name: text, text, currency: text || 'EUR' });
    });

    it('keeps text that turns its direction to itself', async () => {
      await stage.give({ name: `${BIDI}\u202eBob`, text: '\u202eevil' });
      const [name, amount] = ['name', 'amount'].map((part) => stage.find(part)!.getBoundingClientRect());
      const [first, second] = dir === 'ltr' ? [name, amount] : [amount, name];
      expect(first!.right).to.be.at.most(second!.left + 1);
      check();
    });

    it('holds for anything', async () => {
      const text = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom(...MARKUP, BIDI, ZALGO, '__proto__', 'constructor', 'W'.repeat(700), '\ud83d'),
      );
      await fc.assert(
        fc.asyncProperty(fc.record({ name: text, text, currency: text }), (tip) => show(tip)),
        { numRuns: 60, seed: 333 },
      );
    });
  });
}
