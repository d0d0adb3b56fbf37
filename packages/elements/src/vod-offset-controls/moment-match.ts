import type { StreamPlayer } from '@t333/core/player/contract';
import { Store, type ReadableStore } from '@t333/core/state';
import type { Offset, SyncGroup, SyncMemberState } from '@t333/core/sync';

export interface MatchState {
  /** The video that keeps its moment, and the position of that, in seconds; null while nothing is being matched. */
  readonly anchor: { readonly id: string; readonly position: number } | null;
  /** Those that may be moved by themselves until they show the same moment. */
  readonly loose: readonly string[];
  /** Those of them that play. */
  readonly playing: readonly string[];
}

const IDLE: MatchState = { anchor: null, loose: [], playing: [] };

/** What a member is that is let loose, whether its player can play by now or not. */
const LOOSE = new Set<SyncMemberState['status']>(['parked', 'loading', 'error']);

/** A seek that fails leaves the picture where it is, for everybody to see. */
function ignore(): void {}

interface Loose {
  readonly player: StreamPlayer;
  /** The offset that it had when it was let loose. */
  readonly offset: Offset;
}

/** Makes two positions one moment: one video keeps its own, the others are moved alone until they show the same. */
export class MomentMatch {
  readonly #group: SyncGroup;
  readonly #store = new Store<MatchState>(IDLE);
  #loose = new Map<string, Loose>();
  #life = new AbortController();

  constructor(group: SyncGroup) {
    this.#group = group;
  }

  get state(): ReadableStore<MatchState> {
    return this.#store;
  }

  /** This video shows the moment. */
  begin(id: string): void {
    const group = this.#group;
    this.end();
    const members = this.#members;
    const member = members.find((one) => one.id === id);
    if (!member) return;
    group.pause();
    const position = group.currentTime + member.offset.seconds;
    this.#life = new AbortController();
    for (const one of members) if (one.id !== id) this.#loosen(one);
    this.#publish({ id, position });
    group.state.subscribe(() => this.#look(), { signal: this.#life.signal });
  }

  /** Moves one alone. */
  move(id: string, bySeconds: number): void {
    const player = this.#playerOf(id);
    player?.seek(Math.max(0, player.currentTime + bySeconds)).catch(ignore);
  }

  togglePlay(id: string): void {
    const player = this.#playerOf(id);
    if (player?.state.getSnapshot().paused) player.play().catch(ignore);
    else player?.pause();
  }

  /** This one shows the same moment now. @returns whether it was still to be matched */
  settle(id: string): boolean {
    const { anchor } = this.#store.getSnapshot();
    const player = this.#playerOf(id);
    if (!anchor || !player) return false;
    player.pause();
    this.#group.align({ from: anchor, to: { id, position: this.#group.positionOf(id) } });
    this.#loose.delete(id);
    this.#goOn(anchor);
    return true;
  }

  /** Those that are still loose go back to where they were. */
  end(): void {
    const loose = this.#loose;
    this.#life.abort();
    this.#loose = new Map();
    this.#publish(null);
    for (const { id } of this.#members) if (loose.has(id)) this.#group.fix(id);
  }

  get #members(): readonly SyncMemberState[] {
    return this.#group.state.getSnapshot().members;
  }

  /** Its place may have got another player since. */
  #playerOf(id: string): StreamPlayer | null {
    const member = this.#loose.has(id) && this.#members.find((one) => one.id === id);
    return member ? this.#loosen(member) : null;
  }

  #loosen({ id, offset }: SyncMemberState): StreamPlayer {
    const player = this.#group.loosen(id);
    const before = this.#loose.get(id);
    if (before?.player !== player) {
      player.state.subscribe(() => this.#publish(this.#store.getSnapshot().anchor), { signal: this.#life.signal });
    }
    this.#loose.set(id, { player, offset });
    return player;
  }

  /** Members leave, are replaced, or are given an offset by somebody else, while this goes on. */
  #look(): void {
    const { anchor } = this.#store.getSnapshot();
    const members = new Map(this.#members.map((member) => [member.id, member]));
    if (!anchor || !members.has(anchor.id)) return this.end();
    const before = this.#loose.size;
    for (const [id, { offset }] of this.#loose) {
      const member = members.get(id);
      if (!member || (member.offset !== offset && !LOOSE.has(member.status))) this.#loose.delete(id);
      else if (!LOOSE.has(member.status)) this.#loosen(member);
    }
    if (this.#loose.size < before) this.#goOn(anchor);
  }

  #goOn(anchor: MatchState['anchor']): void {
    if (this.#loose.size > 0) this.#publish(anchor);
    else this.end();
  }

  #publish(anchor: MatchState['anchor']): void {
    const loose = [...this.#loose.keys()];
    const isPlaying = (id: string): boolean => !this.#loose.get(id)!.player.state.getSnapshot().paused;
    this.#store.update({ anchor, loose, playing: loose.filter(isPlaying) });
  }
}

const matches = new WeakMap<SyncGroup, MomentMatch>();

/** The one of this group: what is kept on one tile is matched on another. */
export function momentMatchOf(group: SyncGroup): MomentMatch {
  const match = matches.get(group) ?? new MomentMatch(group);
  matches.set(group, match);
  return match;
}
