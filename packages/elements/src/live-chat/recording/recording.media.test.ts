import type { ReplayedMessage } from '@t333/core/chat';
import { expect } from 'chai';
import '../../live-player/define.ts';
import type { LivePlayer } from '../../live-player/live-player.ts';
import '../define.ts';
import { said } from '../fake-feed.harness.ts';
import type { LiveChat } from '../live-chat.ts';

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
};

describe('<live-chat> with a <live-player> on a recording', () => {
  let player: LivePlayer;
  let chat: LiveChat;

  const texts = (): string[] =>
    [...chat.shadowRoot!.querySelectorAll('.row .text')].map(({ textContent }) => textContent);

  beforeEach(() => {
    player = Object.assign(document.createElement('live-player'), { id: 'recording', muted: true });
    chat = Object.assign(document.createElement('live-chat'), { htmlFor: 'recording' });
    // One message each second, which says when it was said.
    chat.replay = Array.from({ length: 40 }, (_, atSeconds): ReplayedMessage => ({
      atSeconds,
      message: { ...said(`${atSeconds}`, { key: `m${atSeconds}` }).message, atMs: atSeconds * 1000 },
    }));
    document.body.append(chat, player);
    player.src = '/origin/vod/stage/master.m3u8';
  });

  afterEach(() => {
    player.remove();
    chat.remove();
  });

  it('says what was said then: as it plays, when it goes back and forth, and where a message leads', async () => {
    await until(() => texts().join() === '0');
    player.playbackRate = 2;
    void player.play();
    await until(() => texts().length > 2);
    player.pause();
    player.currentTime = 30.5;
    await until(() => texts().length === 31);
    player.currentTime = 4.5;
    await until(() => texts().join() === '0,1,2,3,4');
    chat.shadowRoot!.querySelectorAll<HTMLElement>('.moment')[2]!.click();
    await until(() => texts().join() === '0,1,2');
    expect(player.currentTime).to.be.closeTo(2, 0.1);
    expect(player.paused).to.equal(true);
    await until(() => !player.seeking);
    expect(texts(), 'it stands still with its player').to.have.length(3);
  });
});
