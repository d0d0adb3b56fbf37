import { expect } from 'chai';
import { TypedEventTarget } from './typed-event-target.ts';

class Ping extends Event {
  readonly count: number;
  constructor(count: number) {
    super('ping');
    this.count = count;
  }
}

class Source extends TypedEventTarget<{ ping: Ping }> {}

describe('TypedEventTarget', () => {
  it('is the platform’s, with typed events', () => {
    const source = new Source();
    const counts: number[] = [];
    source.addEventListener('ping', ({ count }) => counts.push(count), { once: true });
    source.dispatchEvent(new Ping(3));
    source.dispatchEvent(new Ping(4));
    expect(counts).to.deep.equal([3]);
    expect(source).to.be.instanceOf(EventTarget);
  });
});
