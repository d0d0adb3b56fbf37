import type { StreamPlayer } from '@t333/core/player';
import { expect } from 'chai';
import '../live-player/define.ts';
import './define.ts';
import type { AgeGate } from './age-gate.ts';

/** Marks all that belongs to what is gated, in addresses. */
const MARK = 'gated-stream';
const CONTENT = `
  <template>
    <link rel="preload" as="fetch" crossorigin href="/origin/vod/stage/160p.m3u8?session=${MARK}-link" />
    <img alt="" src="/origin/files/none.png?session=${MARK}-img" />
    <live-player muted autoplay poster="/origin/files/poster.png?session=${MARK}-poster"
      src="/origin/vod/stage/master.m3u8?session=${MARK}"></live-player>
    <chat-probe></chat-probe>
  </template>`;

customElements.define(
  'chat-probe',
  class extends HTMLElement {
    socket: WebSocket | null = null;
    connectedCallback(): void {
      this.socket = new WebSocket(`ws://${location.host}/chat?session=${MARK}`);
    }
  },
);

let gate: AgeGate;
let sockets: string[];
const { WebSocket: RealWebSocket } = globalThis;

const frames = async (count: number): Promise<void> => {
  for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame);
};
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await frames(1);
};

/** All that was asked for on behalf of the gated stream, once whatever had begun before is over. */
async function requests(sinceMs = 0): Promise<string[]> {
  await frames(2);
  const marker = `/origin/streams.json?marker=${Math.random()}`;
  await (await fetch(marker)).text();
  const names = (): string[] =>
    performance.getEntriesByType('resource').flatMap(({ name, startTime }) => (startTime >= sinceMs ? name : []));
  await until(() => names().some((name) => name.endsWith(marker)));
  return [...names(), ...sockets].filter((name) => name.includes(MARK));
}

async function open(scope: string): Promise<void> {
  const holder = document.createElement('div');
  // As from a page: the parser makes the template, and nothing is touched by a script.
  holder.innerHTML = `<age-gate scope="${scope}">${CONTENT}</age-gate>`;
  gate = holder.querySelector('age-gate')!;
  document.body.append(holder);
  await gate.updateComplete;
}

const inside = (selector: string): HTMLElement => gate.shadowRoot!.querySelector<HTMLElement>(selector)!;

describe('<age-gate> with a real stream', () => {
  beforeEach(() => {
    performance.clearResourceTimings();
    sockets = [];
    globalThis.WebSocket = class extends EventTarget {
      constructor(url: string) {
        super();
        sockets.push(url);
      }
    } as never;
  });

  afterEach(() => {
    gate.parentElement?.remove();
    globalThis.WebSocket = RealWebSocket;
    // Of this file alone: other tabs hear of it.
    for (const scope of ['media-1', 'media-2', 'media-parsed']) localStorage.removeItem(`t333:age-gate:${scope}`);
  });

  it('asks for nothing before consent, plays after it, and stops when it is withdrawn', async () => {
    await open('media-1');
    expect(inside('dialog').matches(':modal')).to.equal(true);
    expect(await requests()).to.deep.equal([]);
    inside('[part=decline-button]').click();
    expect(await requests(), 'after a no').to.deep.equal([]);

    gate.ask();
    await gate.updateComplete;
    inside('[part=accept-button]').click();
    await until(() => gate.querySelector('live-player') !== null);
    const player = gate.querySelector('live-player')!;
    await until(() => player.currentTime > 0.3);
    const asked = await requests();
    for (const what of ['master', '-img', '-link', '-poster', '/chat']) {
      expect(
        asked.some((name) => name.includes(what)),
        `this test sees ${what}`,
      ).to.equal(true);
    }

    const { player: inner } = player as { player: StreamPlayer | null };
    gate.withdraw();
    await gate.updateComplete;
    expect(gate.querySelector('live-player')).to.equal(null);
    await until(() => player.player === null);
    expect(() => inner!.pause(), 'it was destroyed').to.throw();
    sockets = [];
    // What was under way was given up.
    const goneMs = performance.now();
    expect(await requests(goneMs)).to.deep.equal([]);
    expect(await requests(goneMs), 'later').to.deep.equal([]);
  });

  it('keeps what stands outside a template from playing, too', async () => {
    const { warn } = console;
    console.warn = () => {};
    const holder = document.createElement('div');
    gate = document.createElement('age-gate');
    gate.scope = 'media-2';
    const player = document.createElement('live-player');
    player.autoplay = player.muted = true;
    player.src = `/origin/vod/stage/master.m3u8?session=${MARK}`;
    gate.append(player);
    holder.append(gate);
    document.body.append(holder);
    await gate.updateComplete;
    console.warn = warn;
    expect([player.isConnected, await requests()]).to.deep.equal([false, []]);
    inside('[part=accept-button]').click();
    await until(() => player.currentTime > 0.2);
    gate.withdraw();
    await until(() => player.player === null);
  });

  it('asks for nothing from a page that a browser reads ahead in', async () => {
    const frame = document.createElement('iframe');
    frame.src = new URL('./fixtures/parsed-page.html', import.meta.url).href;
    // Zero sized, it would not be asked.
    frame.style.cssText = 'inline-size: 640px; block-size: 480px';
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    document.body.append(frame);
    await loaded;
    const page = frame.contentDocument!;
    const parsed = page.querySelector('age-gate')!;
    await until(() => parsed.shadowRoot?.querySelector('dialog')?.matches(':modal') === true);
    const { performance: timings } = frame.contentWindow!;
    const names = (): string[] => timings.getEntriesByType('resource').map(({ name }) => name);
    const asked = (what: string): boolean => names().some((name) => name.includes(what));
    expect(asked('define.ts')).to.equal(true);
    // Firefox asks for pictures in a template, unless they are lazy.
    expect(names().filter((name) => name.includes(MARK))).to.deep.equal([]);
    parsed.shadowRoot!.querySelector<HTMLElement>('[part=accept-button]')!.click();
    const all = ['link', 'css', 'script', 'img', 'video', 'poster', 'player', 'frame'].map((what) => `${MARK}-${what}`);
    await until(() => all.every(asked));
    frame.remove();
  });
});
