import { SyncGroup, type Placement, type SyncMemberState, type SyncState } from '@t333/core/sync';
import { FakeClock, FakePlayer, type FakePlayerOptions } from '@t333/core/testing';
import type { LitElement } from 'lit';

export interface SyncedPlayerOptions extends Omit<FakePlayerOptions, 'clock' | 'find'> {
  placement?: Placement;
  durationSeconds?: number;
}

/** A group of fake players, `a`, `b` …, and an element that shows it. */
export class SyncedPlayers<Shown extends LitElement> {
  readonly clock = new FakeClock();
  readonly group = new SyncGroup({ clock: this.clock });
  readonly players: FakePlayer[] = [];
  readonly element: Shown;

  constructor(element: Shown) {
    this.element = element;
  }

  get state(): SyncState {
    return this.group.state.getSnapshot();
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  member(id: string): SyncMemberState {
    return this.state.members.find((member) => member.id === id)!;
  }

  async add({ placement = { offset: 0 }, durationSeconds = 600, ...options }: SyncedPlayerOptions = {}): Promise<void> {
    const player = new FakePlayer({
      clock: this.clock,
      find: () => ({ durationSeconds }),
      latencyMs: 30,
      habits: { startLagMs: 50 },
      ...options,
    });
    player.setMuted(true);
    const id = String.fromCharCode(97 + this.players.length);
    this.players.push(player);
    void player.load(`https://example.com/${id}.m3u8`);
    this.group.add(player, placement, id);
    await this.pass(500);
  }

  /** Puts the element into the document. */
  async show(): Promise<void> {
    document.body.append(this.element);
    await this.pass(0);
  }

  /** Lets things happen for so long. */
  async pass(byMs = 300): Promise<void> {
    await this.clock.advance(byMs);
    if (this.element.isConnected) await this.element.updateComplete;
  }

  async seek(time: number): Promise<void> {
    void this.group.seek(time);
    await this.pass(500);
  }

  find<Found extends Element = HTMLElement>(selector: string): Found | null {
    return this.root.querySelector<Found>(selector);
  }

  /** What a part says, or undefined where it is not there. */
  text(selector: string): string | undefined {
    return this.find(selector)?.textContent.replace(/\s+/g, ' ').trim();
  }

  /** @returns whether the key was left to the page */
  press(key: string, target: Element, init: KeyboardEventInit = {}): boolean {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init });
    return target.dispatchEvent(event);
  }

  destroy(): void {
    this.element.remove();
    this.group.destroy();
    for (const player of this.players) player.destroy();
  }
}
