import { SourceRegistry, type StreamPlayer } from '@t333/core/player';
import { FakeClock, FakePlayer, type FakeMediaOptions } from '@t333/core/testing';
import { usePrivateStorage } from '../base/private-storage.harness.ts';
import './define.ts';
import type { LivePlayer } from './live-player.ts';

/** A `<live-player>` whose players are fakes: sources `a:…` and `b:…` are of two types, any other is of none. */
export interface Harness {
  element: LivePlayer;
  clock: FakeClock;
  /** Every player that was made. */
  players: FakePlayer[];
  root: ShadowRoot;
  /** The last player that was made. */
  readonly player: FakePlayer;
  find<Found extends Element = HTMLElement>(selector: string): Found | null;
  /** Lets things happen for so long. */
  pass(byMs?: number): Promise<void>;
  /** Waits, in real time, until a part that is fetched has arrived. */
  appears<Found extends Element = HTMLElement>(selector: string): Promise<Found>;
}

export interface HarnessOptions {
  properties?: Partial<LivePlayer>;
  attributes?: Record<string, string>;
  media?: Omit<FakeMediaOptions, 'clock'>;
  /** Called for each new player, before anything uses it. */
  prepare?: (player: FakePlayer, clock: FakeClock) => void;
  /** Leaves it out of the document. */
  isDetached?: boolean;
}

usePrivateStorage();

export async function makeHarness({
  properties,
  attributes,
  media,
  prepare,
  isDetached,
}: HarnessOptions = {}): Promise<Harness> {
  const clock = new FakeClock();
  const players: FakePlayer[] = [];
  const create = async (): Promise<StreamPlayer> => {
    const player = new FakePlayer({ clock, ...media });
    players.push(player);
    prepare?.(player, clock);
    return player;
  };
  const element = document.createElement('live-player');
  element.sources = new SourceRegistry(
    ['a', 'b'].map((id) => ({ id, matches: (source) => source.startsWith(`${id}:`), create })),
  );
  element.clock = clock;
  for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
  Object.assign(element, properties);

  const harness: Harness = {
    element,
    clock,
    players,
    get root() {
      return element.shadowRoot!;
    },
    get player() {
      return players.at(-1)!;
    },
    find: (selector) => harness.root.querySelector(selector),
    async pass(byMs = 20) {
      await clock.advance(byMs);
      if (element.isConnected) await element.updateComplete;
    },
    async appears<Found extends Element>(selector: string) {
      for (;;) {
        const found = harness.find<Found>(selector);
        if (found) return found;
        await new Promise(requestAnimationFrame);
      }
    },
  };
  if (!isDetached) {
    document.body.append(element);
    await harness.pass();
  }
  return harness;
}
