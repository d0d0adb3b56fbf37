import { expect } from 'chai';
import { makeHarness, type Harness } from '../live-player.harness.ts';

/** What a browser tells of devices. */
class FakeRemote extends EventTarget {
  state: RemotePlaybackState = 'disconnected';
  prompts = 0;
  readonly watchers = new Map<number, (isAvailable: boolean) => void>();
  #id = 0;

  async watchAvailability(callback: (isAvailable: boolean) => void): Promise<number> {
    this.watchers.set(++this.#id, callback);
    return this.#id;
  }

  async cancelWatchAvailability(id: number): Promise<void> {
    this.watchers.delete(id);
  }

  async prompt(): Promise<void> {
    this.prompts++;
    throw new DOMException('nobody chose', 'NotAllowedError');
  }

  tell(isAvailable: boolean): void {
    for (const watcher of this.watchers.values()) watcher(isAvailable);
  }

  become(state: RemotePlaybackState, type: string): void {
    this.state = state;
    this.dispatchEvent(new Event(type));
  }
}

let harness: Harness;

async function make(
  prepare: (video: HTMLVideoElement) => void,
  attributes: Record<string, string> = {},
): Promise<void> {
  harness = await makeHarness({ properties: { controls: true, autoplay: true }, attributes });
  prepare(harness.find<HTMLVideoElement>('video')!);
  harness.element.src = 'a:1';
  await harness.pass();
  await harness.pass();
  harness.element.dispatchEvent(new PointerEvent('pointerover'));
  await harness.appears('[part=controls]');
  harness.element.dispatchEvent(new PointerEvent('pointermove', { pointerType: 'mouse' }));
  await harness.appears('#rate');
  await harness.pass();
}

const has = (video: HTMLVideoElement, values: Record<string, unknown>): void => {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(video, name, { value, configurable: true, writable: true });
  }
};

const remoteButton = (): HTMLButtonElement | null => harness.find<HTMLButtonElement>('[part=remote-button]');
const said = (): string | undefined => harness.find('.controls [role=status]')?.textContent.trim();

afterEach(() => harness.element.remove());

describe('another device to play on', () => {
  it('is offered where there is one, and says how it goes', async () => {
    const remote = new FakeRemote();
    await make((video) => has(video, { remote, webkitShowPlaybackTargetPicker: undefined }));
    expect(remote.watchers.size).to.equal(1);
    expect(remoteButton()).to.equal(null);
    remote.tell(true);
    await harness.pass();
    expect([remoteButton()?.ariaLabel, said()]).to.deep.equal(['Play on another device', '']);
    remoteButton()!.click();
    expect(remote.prompts).to.equal(1);
    remote.become('connecting', 'connecting');
    await harness.pass();
    expect([remoteButton()?.ariaLabel, said()]).to.deep.equal(Array(2).fill('Connecting to another device'));
    remote.become('connected', 'connect');
    remote.tell(false);
    await harness.pass();
    expect(said(), 'it stays while it is in use').to.equal('Playing on another device');
    remote.become('disconnected', 'disconnect');
    await harness.pass();
    expect(remoteButton()).to.equal(null);
  });

  it('is looked for anew with each source, and no longer than there is one', async () => {
    const remote = new FakeRemote();
    await make((video) => has(video, { remote, webkitShowPlaybackTargetPicker: undefined }));
    remote.tell(true);
    await harness.pass();
    harness.element.src = 'a:2';
    await harness.pass();
    await harness.pass();
    expect(remoteButton(), 'this one may not be played there').to.equal(null);
    expect([...remote.watchers.keys()]).to.deep.equal([2]);
    harness.element.remove();
    await harness.pass();
    expect(remote.watchers.size).to.equal(0);
  });

  it('is not looked for where the page does not want it, or the browser cannot', async () => {
    const remote = new FakeRemote();
    await make((video) => has(video, { remote, webkitShowPlaybackTargetPicker: undefined }), {
      disableremoteplayback: '',
    });
    expect(remote.watchers.size).to.equal(0);
    expect(harness.find<HTMLVideoElement>('video')!.disableRemotePlayback).to.equal(true);
    harness.element.remove();
    await make((video) => has(video, { remote: undefined, webkitShowPlaybackTargetPicker: undefined }));
    expect(remoteButton()).to.equal(null);
    harness.element.remove();
    remote.watchAvailability = () => Promise.reject(new DOMException('no', 'NotSupportedError'));
    await make((video) => has(video, { remote, webkitShowPlaybackTargetPicker: undefined }));
    expect(remoteButton()).to.equal(null);
  });

  it('is AirPlay where that is known', async () => {
    let picked = 0;
    await make((video) =>
      has(video, {
        webkitShowPlaybackTargetPicker: () => picked++,
        webkitCurrentPlaybackTargetIsWireless: false,
        remote: undefined,
      }),
    );
    const video = harness.find<HTMLVideoElement>('video')!;
    const tell = (type: string, rest: object = {}): void =>
      void video.dispatchEvent(Object.assign(new Event(`webkit${type}`), rest));
    tell('playbacktargetavailabilitychanged', { availability: 'available' });
    await harness.pass();
    remoteButton()!.click();
    expect(picked).to.equal(1);
    has(video, { webkitCurrentPlaybackTargetIsWireless: true });
    tell('currentplaybacktargetiswirelesschanged');
    await harness.pass();
    expect(said()).to.equal('Playing on another device');
    has(video, { webkitCurrentPlaybackTargetIsWireless: false });
    tell('currentplaybacktargetiswirelesschanged');
    tell('playbacktargetavailabilitychanged', { availability: 'not-available' });
    await harness.pass();
    expect(remoteButton()).to.equal(null);
  });
});
