/**
 * What watch parties begin with: the command itself is sent, and each page does it when it comes. It carries the position at which
 * the one who acted stands, so that a pause ends at one picture.
 *
 * @param {boolean} trustsDates whether a page reckons by both devices' dates how old the command is, or takes it for new
 */
export const relayed = (trustsDates) =>
  async function join({ group, link }) {
    const perform = async ({ act, position, rate }) => {
      if (act === 'play') await group.play();
      if (act === 'seek') await group.seek(position);
      if (act === 'rate') group.setRate(rate);
      if (act === 'pause') {
        group.pause();
        await group.seek(position);
      }
    };
    const hear = async (command) => {
      await perform(command);
      const { playing, rate } = group.timeline;
      if (trustsDates && playing) await group.seek(command.position + (rate * (Date.now() - command.at)) / 1000);
    };
    link.addEventListener('frame', ({ frame }) => {
      if (frame.type === 'relay') void hear(frame);
    });
    return {
      act({ act, rate }, seekSeconds) {
        const command = { act, rate, position: act === 'seek' ? seekSeconds : group.currentTime, at: Date.now() };
        link.tell({ type: 'relay', ...command });
        void perform(command);
      },
      inspect: () => null,
      destroy() {},
    };
  };
