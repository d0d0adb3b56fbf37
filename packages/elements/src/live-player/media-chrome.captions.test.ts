import 'media-chrome';
import 'media-chrome/menu';
import { expect } from 'chai';
import { usePrivateStorage } from '../base/private-storage.harness.ts';
import './define.ts';
import type { LivePlayer } from './live-player.ts';

describe('<live-player> and the captions menu of media-chrome', () => {
  let controller: HTMLElement;
  let player: LivePlayer;

  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise((resolve) => requestAnimationFrame(resolve));
  };

  const open = async (keeps = false): Promise<void> => {
    usePrivateStorage();
    controller = document.createElement('media-controller');
    controller.setAttribute('novolumepref', '');
    player = document.createElement('live-player');
    player.slot = 'media';
    player.muted = true;
    // Forced texts, which media-chrome takes for captions in some browsers, come by what is kept.
    player.toggleAttribute('no-preferences', !keeps);
    player.src = '/origin/vod/stage/tracks.m3u8';
    const menu = document.createElement('media-captions-menu');
    const button = document.createElement('media-captions-button');
    menu.hidden = false;
    controller.append(player, menu, button);
    document.body.append(controller);
    await until(() => player.state?.captions.length === 3);
    // Browsers choose by themselves soon after tracks have come; for a second that is undone.
    await new Promise((resolve) => setTimeout(resolve, 1500));
  };

  afterEach(() => controller.remove());

  const items = (): HTMLElement[] => [
    ...controller
      .querySelector('media-captions-menu')!
      .shadowRoot!.querySelectorAll<HTMLElement>('media-chrome-menu-item'),
  ];
  const itemOf = (label: string): HTMLElement => items().find(({ textContent }) => textContent.includes(label))!;

  it('lists them, shows what is chosen there, and follows what is chosen elsewhere', async () => {
    await open();
    await until(() => items().length >= 3);
    expect(items().map(({ textContent }) => textContent.trim().replace(/\s.*/, ''))).to.include.members([
      'Off',
      'Deutsch',
    ]);
    itemOf('Deutsch').click();
    await until(() => player.state?.caption === '1');
    await until(() => itemOf('Deutsch').ariaChecked === 'true');
    player.player!.setCaption('0');
    await until(() => itemOf('English').ariaChecked === 'true');
    player.player!.setCaption(null);
    await until(() => itemOf('Off').ariaChecked === 'true');
  });

  it('turns them on and off', async () => {
    await open();
    const button = controller.querySelector<HTMLElement>('media-captions-button')!;
    await until(() => button.hasAttribute('mediasubtitleslist'));
    button.click();
    await until(() => player.state?.caption !== null);
    await until(() => button.hasAttribute('mediasubtitlesshowing'));
    button.click();
    await until(() => player.state?.caption === null);
  });

  it('is remembered by ours, too', async () => {
    await open(true);
    await until(() => items().length >= 3);
    const { pagePreferences } = await import('@t333/core/preferences');
    itemOf('Deutsch').click();
    await until(() => pagePreferences.state.getSnapshot().captions?.language === 'de');
    player.src = '/origin/vod/west/tracks.m3u8';
    await until(() => player.currentSrc.includes('west') && player.state?.caption === '1');
  });
});
