import { expect } from 'chai';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakePlayer } from '../testing/fake-player.ts';
import { newHabits } from './habits.ts';
import { MemberArrival } from './member-arrival.ts';
import { MemberMaterial } from './member-material.ts';
import { manualOffset } from './placement.ts';

async function arrivalOf(rate: 'continuous' | 'none' = 'continuous') {
  const clock = new FakeClock();
  const player = new FakePlayer({ clock, latencyMs: 40, capabilities: { rate } });
  void player.load('https://example.com/1.m3u8');
  await clock.advance(100);
  const material = new MemberMaterial(player, { offset: 5 });
  material.place(manualOffset(5));
  const habits = newHabits();
  return { clock, player, habits, arrival: new MemberArrival({ player, clock, material, habits }) };
}

describe('MemberArrival', () => {
  it('takes its player to the position for a time, and learns how long that takes', async () => {
    const { clock, player, habits, arrival } = await arrivalOf();
    const stands = arrival.stand(20, { signal: new AbortController().signal });
    await clock.advance(200);
    expect(await stands).to.equal('there');
    expect(player.currentTime).to.equal(25);
    // Out of the buffer: 200 before, and 40 now.
    expect(habits.fetchMs).to.be.closeTo(120, 15);
    expect(clock.pending).to.equal(0);
  });

  it('gives up when it is told to, and leaves no timer', async () => {
    const { clock, player, arrival } = await arrivalOf();
    const task = new AbortController();
    player.fake.stall();
    const stands = arrival.stand(20, { signal: task.signal, patienceMs: 5000 });
    await clock.advance(200);
    task.abort();
    expect(await stands).to.equal('given up');
    expect(clock.pending).to.equal(0);
  });

  it('is late where the media does not come, and learns nothing from that', async () => {
    const { clock, player, habits, arrival } = await arrivalOf();
    player.fake.stall();
    const stands = arrival.stand(20, { signal: new AbortController().signal, patienceMs: 2000 });
    await clock.advance(2100);
    expect(await stands).to.equal('late');
    expect(habits).to.deep.equal(newHabits());
  });

  it('says when its player refuses', async () => {
    const { player, arrival } = await arrivalOf();
    player.seek = () => Promise.reject(new Error('No'));
    expect(await arrival.stand(20, { signal: new AbortController().signal })).to.equal('failed');
  });

  it('takes as many seeks of an embed for its own as it made, however late, and the next for somebody’s', async () => {
    const { clock, arrival } = await arrivalOf('none');
    for (const time of [20, 21]) {
      const stands = arrival.stand(time, { signal: new AbortController().signal });
      await clock.advance(50);
      await stands;
    }
    await clock.advance(1000);
    const heard = [1, 2, 3].map(() => arrival.isEcho('user'));
    expect(heard).to.deep.equal([true, true, false]);
  });

  it('takes what an embed tells twice for one thing', async () => {
    const { clock, arrival } = await arrivalOf('none');
    const stands = arrival.stand(20, { signal: new AbortController().signal });
    await clock.advance(100);
    await stands;
    expect([arrival.isEcho('user'), arrival.isEcho('user')]).to.deep.equal([true, true]);
  });

  for (const [what, wait, to] of [
    ['late', 6000, 25],
    ['far from its target', 0, 40],
  ] as const) {
    it(`takes no seek of an embed for its own that is ${what}`, async () => {
      const { clock, player, arrival } = await arrivalOf('none');
      const stands = arrival.stand(20, { signal: new AbortController().signal });
      await clock.advance(200 + wait);
      await stands;
      void player.seek(to);
      expect(arrival.isEcho('user')).to.equal(false);
    });
  }
});
