import type { FakeHabits } from '../testing/fake-media.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakePlayer, type FakePlayerOptions } from '../testing/fake-player.ts';
import type { Placement } from './placement.ts';
import { SyncGroup, type SyncGroupOptions } from './sync-group.ts';

export interface StagedMember {
  offset?: number;
  durationSeconds?: number;
  habits?: Partial<FakeHabits>;
  latencyMs?: number;
  muted?: boolean;
  capabilities?: FakePlayerOptions['capabilities'];
  placement?: Placement;
}

/** A group of fake players on a clock that the test moves. */
export class SyncStage {
  readonly clock = new FakeClock();
  readonly group: SyncGroup;
  readonly players: FakePlayer[] = [];
  readonly ids: string[] = [];
  readonly #offsets: number[] = [];

  constructor(options: SyncGroupOptions = {}) {
    this.group = new SyncGroup({ clock: this.clock, ...options });
  }

  static async of(members: readonly StagedMember[], options: SyncGroupOptions = {}): Promise<SyncStage> {
    const stage = new SyncStage(options);
    for (const member of members) await stage.add(member);
    await stage.run(500);
    return stage;
  }

  async add(member: StagedMember = {}): Promise<FakePlayer> {
    const { offset = 0, durationSeconds = 60, habits, latencyMs = 30, muted = true, capabilities = {} } = member;
    const player = new FakePlayer({
      clock: this.clock,
      latencyMs,
      // As measured in Chromium.
      habits: { startLagMs: 50, ...habits },
      capabilities,
      find: () => ({ durationSeconds }),
    });
    player.setMuted(muted);
    void player.load(`https://example.com/${this.players.length}.m3u8`);
    this.players.push(player);
    this.#offsets.push(offset);
    this.ids.push(this.group.add(player, member.placement ?? { offset }));
    return player;
  }

  /** Moves the clock, or waits for a promise by moving it. */
  async run(work: number | Promise<unknown>): Promise<void> {
    if (typeof work === 'number') return this.clock.advance(work);
    const pending = { done: false };
    void work.finally(() => (pending.done = true)).catch(() => {});
    for (let i = 0; !pending.done && i < 2000; i++) await this.clock.advance(10);
    await work;
  }

  /** What each player shows, on the group's timeline. */
  get times(): number[] {
    return this.players.map((player, i) => player.currentTime - (this.#member(i)?.offset.seconds ?? this.#offsets[i]!));
  }

  /** The largest distance between two of these players, in milliseconds. */
  spreadMs(which: readonly number[] = this.players.map((_, i) => i)): number {
    const times = which.map((i) => this.times[i]!);
    return (Math.max(...times) - Math.min(...times)) * 1000;
  }

  statuses(): string[] {
    return this.group.state.getSnapshot().members.map(({ status }) => status);
  }

  destroy(): void {
    this.group.destroy();
    for (const player of this.players) player.destroy();
  }

  #member(i: number) {
    return this.group.state.getSnapshot().members.find(({ id }) => id === this.ids[i]);
  }
}
