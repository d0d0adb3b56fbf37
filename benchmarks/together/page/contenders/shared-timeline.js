import { SharedTimeline } from '@t333/core/sync/together';

/** Ours: both pages in one room. */
export async function join({ group, link }) {
  const shared = new SharedTimeline({ group, transport: link, roomId: 'room' });
  const errors = [];
  shared.addEventListener('error', ({ error }) => errors.push(String(error)));
  await new Promise((resolve) => {
    const look = () => {
      const { status, rev } = shared.state.getSnapshot();
      if (status === 'joined' && rev > 0) resolve();
    };
    shared.state.subscribe(look);
    look();
  });
  return {
    act(step, seekSeconds) {
      if (step.act === 'play') void group.play();
      if (step.act === 'pause') group.pause();
      if (step.act === 'seek') void group.seek(seekSeconds);
      if (step.act === 'rate') group.setRate(step.rate);
    },
    inspect: () => ({ ...shared.state.getSnapshot(), errors }),
    destroy: () => shared.destroy(),
  };
}
