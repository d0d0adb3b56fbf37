import type { Clock } from '../clock.ts';
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
  #isFailing = false;

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
    const { clock, keptDays, onError } = this.#options;
    try {
      const nowMs = clock.now();
      if (nowMs - this.#dropMs >= DROP_MS) {
        await this.#archive.drop(nowMs, keptDays);
        this.#dropMs = nowMs;
      }
      for (const room of this.#rooms) if (isChannel(room.id)) await this.#followRoom(room);
      this.#isFailing = false;
    } catch (error) {
      // The database is away: the log keeps it until it is back. Once is enough to say so.
      if (!this.#isFailing) onError(error);
      this.#isFailing = true;
    }
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
