import type { Clock } from '../clock.ts';
import { isOutage } from '../sql/sql.ts';
import type { Archive } from './archive.ts';
import type { Room } from './room.ts';
import { isChannel } from './rooms.ts';

/** The archive is behind the log by so much at most, while the database keeps up. */
const STEP_MS = 1000;
const DROP_MS = 3_600_000;

export interface ArchivingOptions {
  clock: Clock;
  /** 0: nothing is kept. */
  keptDays: number;
  onError: (error: unknown) => void;
}

/** Brings the archive on with the rooms that are open here, and drops what is too old. */
export class Archiving {
  readonly #archive: Archive;
  readonly #rooms: Iterable<Room>;
  readonly #options: ArchivingOptions;
  /** How far each room is in it, as far as this instance knows. */
  readonly #done = new WeakMap<Room, { epoch: string; seq: number }>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #step: Promise<void> = Promise.resolve();
  #dropMs = -Infinity;
  #isStopped = false;
  /** Rooms that do not get on, and this, while the database is away: once is enough to say so. */
  readonly #failing = new WeakSet<object>();

  constructor(archive: Archive, rooms: Iterable<Room>, options: ArchivingOptions) {
    this.#archive = archive;
    this.#rooms = rooms;
    this.#options = options;
  }

  start(): void {
    if (this.#options.keptDays === 0) return;
    this.#timer = setTimeout(() => {
      this.#step = this.#follow().finally(() => {
        if (!this.#isStopped) this.start();
      });
    }, STEP_MS);
    this.#timer.unref();
  }

  /** Takes what there is yet. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#step;
    if (this.#options.keptDays > 0) await this.#follow();
  }

  async #follow(): Promise<void> {
    if (!(await this.#try(this, () => this.#drop()))) return;
    for (const room of this.#rooms)
      if (isChannel(room.id) && !(await this.#try(room, () => this.#followRoom(room)))) return;
  }

  /** What fails in one room keeps no other one back. @returns false: the database is away, and the log keeps it all until it is back */
  async #try(what: object, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      this.#failing.delete(what);
      return true;
    } catch (error) {
      const isAway = isOutage(error);
      const failing = isAway ? this : what;
      if (!this.#failing.has(failing)) this.#options.onError(error);
      this.#failing.add(failing);
      return !isAway;
    }
  }

  async #drop(): Promise<void> {
    const { clock, keptDays } = this.#options;
    const nowMs = clock.now();
    if (nowMs - this.#dropMs < DROP_MS) return;
    await this.#archive.drop(nowMs, keptDays);
    this.#dropMs = nowMs;
  }

  async #followRoom(room: Room): Promise<void> {
    for (;;) {
      const { epoch, lastSeq } = room;
      const done = this.#done.get(room);
      if (done?.epoch === epoch && done.seq >= lastSeq) return;
      const seq = await this.#archive.follow(room);
      // Another instance is at it; whether it gets there is seen next time.
      if (seq === null || room.epoch !== epoch) return;
      this.#done.set(room, { epoch, seq });
    }
  }
}
