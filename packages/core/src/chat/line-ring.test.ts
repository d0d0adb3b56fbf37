import { expect } from 'chai';
import * as fc from 'fast-check';
import { LineRing, type RingLine } from './line-ring.ts';

fc.configureGlobal({ seed: 333 });

interface Line extends RingLine {
  id: number;
}

const idsOf = (ring: LineRing<Line>): number[] => Array.from({ length: ring.size }, (_, index) => ring.at(index)!.id);

describe('LineRing', () => {
  it('is an array of which each line knows its index', () => {
    const acts = fc.array(fc.record({ isInsert: fc.boolean(), share: fc.double({ min: 0, max: 1, noNaN: true }) }), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(acts, (all) => {
        const ring = new LineRing<Line>(20);
        const model: Line[] = [];
        for (const [id, { isInsert, share }] of all.entries()) {
          if (isInsert && model.length < 20) {
            const line = { id, slot: 0 };
            const index = Math.round(share * model.length);
            ring.insert(index, line);
            model.splice(index, 0, line);
          } else if (model.length > 0) {
            const [line] = model.splice(Math.floor(share * model.length * 0.999), 1);
            ring.remove(line!);
          }
          expect(idsOf(ring)).to.deep.equal(model.map((line) => line.id));
          expect(model.map((line) => ring.indexOf(line))).to.deep.equal([...model.keys()]);
        }
      }),
    );
  });

  it('goes round for as long as one likes', () => {
    const ring = new LineRing<Line>(5);
    for (let id = 0; id < 1000; id++) {
      ring.insert(ring.size, { id, slot: 0 });
      if (ring.size > 4) ring.remove(ring.at(0)!);
    }
    expect(idsOf(ring)).to.deep.equal([996, 997, 998, 999]);
    expect([ring.at(-1), ring.at(4)]).to.deep.equal([undefined, undefined]);
  });
});
