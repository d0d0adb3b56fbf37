import { expect } from 'chai';
import * as fc from 'fast-check';
import { solveOffsets, type SoundLink } from './solve-offsets.ts';

fc.configureGlobal({ seed: 333 });

const link = (a: string, b: string, seconds: number, peakRatio = 3): SoundLink => ({ a, b, seconds, peakRatio });
const seconds = (links: SoundLink[], reference = 'a'): Record<string, number> =>
  Object.fromEntries(Array.from(solveOffsets(reference, links), ([id, solved]) => [id, solved.seconds]));

describe('solveOffsets', () => {
  it('follows links in both directions', () => {
    expect(seconds([link('a', 'b', 5), link('c', 'b', 2)])).to.deep.equal({ a: 0, b: 5, c: 3 });
    expect(seconds([link('a', 'b', 5), link('c', 'b', 2)], 'c')).to.deep.equal({ c: 0, b: 2, a: -3 });
  });

  it('leaves out what has no way to the reference', () => {
    expect(seconds([link('a', 'b', 5), link('c', 'd', 2)])).to.deep.equal({ a: 0, b: 5 });
    expect(seconds([link('b', 'c', 5)])).to.deep.equal({});
    expect(seconds([])).to.deep.equal({});
  });

  it('believes no side of a triangle that does not close', () => {
    expect(seconds([link('a', 'b', 5), link('b', 'c', 2), link('a', 'c', 9)])).to.deep.equal({});
  });

  it('drops the link that no triangle confirms', () => {
    const links = [
      link('a', 'b', 1),
      link('b', 'c', 1),
      link('a', 'c', 2),
      link('a', 'd', 9, 50),
      link('b', 'd', 2),
      link('c', 'd', 1),
    ];
    expect(seconds(links)).to.deep.equal({ a: 0, b: 1, c: 2, d: 3 });
  });

  it('is surer of what triangles confirm and of high peaks', () => {
    const lone = solveOffsets('a', [link('a', 'b', 1)]).get('b')!.certainty;
    const high = solveOffsets('a', [link('a', 'b', 1, 10)]).get('b')!.certainty;
    const closed = solveOffsets('a', [link('a', 'b', 1), link('b', 'c', 1), link('a', 'c', 2)]).get('b')!.certainty;
    expect(high).to.be.greaterThan(lone);
    expect(closed).to.be.greaterThan(lone);
    expect(solveOffsets('a', [link('a', 'b', 1, 1.4)]).get('b')!.certainty).to.equal(0.75);
  });

  it('finds all, whatever one wrong link says', () => {
    const positions = fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 5, maxLength: 8 });
    fc.assert(
      fc.property(positions, fc.nat(), fc.double({ min: 0.2, max: 60, noNaN: true }), (places, pick, error) => {
        const ids = places.map((_, i) => String.fromCodePoint(97 + i));
        const links = ids.flatMap((a, i) =>
          ids.slice(i + 1).map((b, k) => link(a, b, places[i + 1 + k]! - places[i]!)),
        );
        const wrong = pick % links.length;
        links[wrong] = { ...links[wrong]!, seconds: links[wrong]!.seconds + error, peakRatio: 90 };
        const found = seconds(links);
        for (const [i, id] of ids.entries()) expect(found[id]).to.be.closeTo(places[i]! - places[0]!, 1e-9);
      }),
    );
  });

  it('contradicts none of the links that it keeps', () => {
    const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const any = fc.record({
      a: ids,
      b: ids,
      seconds: fc.integer({ min: -3, max: 3 }),
      peakRatio: fc.double({ min: 1.4, max: 9, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(
          any.filter(({ a, b }) => a !== b),
          { maxLength: 12 },
        ),
        (links) => {
          for (const { seconds: value, certainty } of solveOffsets('a', links).values()) {
            expect(Number.isFinite(value)).to.equal(true);
            expect(certainty).to.be.within(0.75, 0.99);
          }
        },
      ),
    );
  });
});
