import { expect } from 'chai';
import { FakeClock } from '../testing/fake-clock.ts';
import { FramePace } from './frame-pace.ts';

describe('FramePace', () => {
  it('lets a second of frames go at once, and the rest in their order as the server takes them', async () => {
    const clock = new FakeClock();
    const pace = new FramePace(clock, 20);
    const sent: number[] = [];
    for (let index = 0; index < 40; index++) pace.run(() => sent.push(index));
    expect(sent.length).to.equal(18);
    await clock.advance(500);
    expect(sent.length).to.be.within(26, 27);
    await clock.advance(2000);
    expect(sent).to.deep.equal(Array.from({ length: 40 }, (_, index) => index));
    expect(clock.pending).to.equal(0);
  });

  it('sends also where a server takes one a second', async () => {
    const clock = new FakeClock();
    const pace = new FramePace(clock, 1);
    let sent = 0;
    for (let index = 0; index < 3; index++) pace.run(() => sent++);
    await clock.advance(4000);
    expect(sent).to.equal(3);
    expect(clock.pending).to.equal(0);
  });

  it('leaves nothing behind', () => {
    const clock = new FakeClock();
    const pace = new FramePace(clock, 1);
    for (let index = 0; index < 3; index++) pace.run(() => {});
    expect(clock.pending).to.equal(1);
    pace.clear();
    expect(clock.pending).to.equal(0);
  });
});
