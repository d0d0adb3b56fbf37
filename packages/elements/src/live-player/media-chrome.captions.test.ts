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

  beforeEach(async () => {
    usePrivateStorage();
    controller = document.createElement('media-controller');
    controller.setAttribute('novolumepref', '');
    player = document.createElement('live-player');
    player.slot = 'media';
    player.muted = true;
    player.src = '/origin/vod/stage/tracks.m3u8';
    const menu = document.createElement('media-captions-menu');
    const button = document.createElement('media-captions-button');
    menu.hidden = false;
    controller.append(player, menu, button);
    document.body.append(controller);
    await until(() => player.state?.captions.length === 3);
    // Browsers choose by themselves soon after tracks have come; for a second that is undone.
    await new Promise((resolve) => setTimeout(resolve, 1500));
  });

  afterEach(() => controller.remove());

  const isShown = (forced: boolean): boolean =>
    player.state?.captions.some(({ id, isForced = false }) => id === player.state?.caption && isForced === forced) ??
    false;
  const items = (): HTMLElement[] => [
    ...controller
      .querySelector('media-captions-menu')!
      .shadowRoot!.querySelectorAll<HTMLElement>('media-chrome-menu-item'),
  ];
  const itemOf = (label: string): HTMLElement => items().find(({ textContent }) => textContent.includes(label))!;

  it('lists them, shows what is chosen there, and follows what is chosen elsewhere', async () => {
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
    const button = controller.querySelector<HTMLElement>('media-captions-button')!;
    await until(() => button.hasAttribute('mediasubtitleslist'));
    button.click();
    await until(() => isShown(false));
    await until(() => button.hasAttribute('mediasubtitlesshowing'));
    button.click();
    // What everybody is to read stays.
    await until(() => isShown(true));
    // In WebKit it has a kind of its own; elsewhere media-chrome takes it for captions, and it goes by the next.
    if (!button.getAttribute('mediasubtitleslist')!.includes('forced')) return;
    await until(() => button.getAttribute('mediasubtitlesshowing')?.includes('forced') ?? false);
    button.click();
    await until(() => player.state?.caption === null);
    await until(() => !button.hasAttribute('mediasubtitlesshowing'));
    button.click();
    await until(() => isShown(false));
  });

  it('is remembered by ours, too', async () => {
    await until(() => items().length >= 3);
    const { pagePreferences } = await import('@t333/core/preferences');
    itemOf('Deutsch').click();
    await until(() => pagePreferences.state.getSnapshot().captions?.language === 'de');
    player.src = '/origin/vod/west/tracks.m3u8';
    await until(() => player.currentSrc.includes('west') && player.state?.caption === '1');
  });
});
