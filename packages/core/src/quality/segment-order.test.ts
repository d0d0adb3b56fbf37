import { expect } from 'chai';
import * as fc from 'fast-check';
import { nextRequests, type OrderedRequest } from './segment-order.ts';

type Named = OrderedRequest & { readonly name: string };

const request = (name: string, bufferSeconds: number, marks: Partial<OrderedRequest> = {}): Named => ({
  name,
  bufferSeconds,
  focused: false,
  lift: false,
  ...marks,
});

const names = (waiting: readonly Named[], inFlight: readonly Named[] = []): string =>
  nextRequests(waiting, inFlight)
    .map(({ name }) => name)
    .join(' ');

describe('nextRequests', () => {
  it('lets the focused tile go first, then those with the least ahead, three at once', () => {
    const waiting = [
      request('a', 5),
      request('b', 3),
      request('c', 4),
      request('d', 8, { focused: true }),
      request('e', 6),
    ];
    expect(names(waiting)).to.equal('d b c');
  });

  it('lets two more go that are about to stall, and the focused one', () => {
    const busy = [request('x', 5), request('y', 5), request('z', 5)];
    expect(names([request('a', 3), request('b', 1.1), request('c', 0), request('d', 0)], busy)).to.equal('c d');
    expect(names([request('a', 9, { focused: true })], busy)).to.equal('a');
    expect(names([request('a', 1.2)], busy)).to.equal('');
  });

  it('holds back for a lift whoever has something to play', () => {
    const lift = request('lift', 6, { focused: true, lift: true });
    const others = [request('a', 1.5), request('b', 1.4), request('c', 0)];
    expect(names([...others, lift])).to.equal('lift c b');
    expect(names(others, [lift])).to.equal('c b');
  });

  it('never has more than five on their way, and never none where somebody waits', () => {
    const any = fc.record({
      focused: fc.boolean(),
      lift: fc.boolean(),
      bufferSeconds: fc.double({ min: 0, max: 30, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), fc.array(any, { maxLength: 5 }), (waiting, inFlight) => {
        // A lift is of the focused tile.
        const tame = (requests: OrderedRequest[]) =>
          requests.map(({ focused, lift, bufferSeconds }) => ({ focused, lift: lift && focused, bufferSeconds }));
        const [queue, busy] = [tame(waiting), tame(inFlight)];
        const next = nextRequests(queue, busy);
        expect(next.length + busy.length).to.be.at.most(Math.max(5, busy.length));
        expect(new Set(next).size).to.equal(next.length);
        if (busy.length === 0 && queue.length > 0) expect(next).not.to.deep.equal([]);
      }),
    );
  });
});
