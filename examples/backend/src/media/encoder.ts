import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Clock } from '../clock.ts';
import { FIRST_PIPE } from './encoder-arguments.ts';
import type { Schedule } from './schedule.ts';

/** As of `node:child_process`, so that tests can do without. */
export type Spawn = (
  program: string,
  args: readonly string[],
  options: { stdio: ('ignore' | 'pipe')[] },
) => ChildProcess;

/** What takes what one run of the encoder writes. Each may throw: then the run is ended, and another begins. */
export interface EncoderSinks {
  /** By pipe. */
  pipes: readonly ((bytes: Buffer) => void)[];
  /** Lines of `-progress`. */
  progress?: (line: string) => void;
}

export interface EncoderOptions {
  /** Asked before each run. */
  args: () => readonly string[];
  /** Called when a run begins. */
  begin: () => EncoderSinks;
  clock: Clock;
  schedule: Schedule;
  program?: string;
  spawn?: Spawn;
  random?: () => number;
  /** What it complains of, a line each. */
  onLog?: (line: string) => void;
  /** A run has ended that nobody has ended; another begins after `delayMs`. */
  onExit?: (why: { code: number | null; signal: string | null; delayMs: number }) => void;
}

const FIRST_DELAY_MS = 300;
const MOST_DELAY_MS = 10_000;

/** A run that held so long was a good one: the next failure is the first again. */
const GOOD_RUN_MS = 20_000;

/** ffmpeg that was asked to end flushes its encoders; while it waits for input it hears of it the second time only. */
const ASK_AGAIN_MS = 300;
const KILL_AFTER_MS = 2000;

/** When to begin anew, with jitter so that many do not do so together. @param failures in a row, this one included */
export const restartDelayMs = (failures: number, random: () => number): number =>
  Math.min(MOST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1)) * (0.5 + random() / 2);

/** ffmpeg as a child that is begun anew when it dies, until it is stopped. */
export class Encoder {
  readonly #options: EncoderOptions;
  #child: ChildProcess | null = null;
  #exited: Promise<void> = Promise.resolve();
  #cancelRestart: (() => void) | null = null;
  #failures = 0;
  #isStopped = false;

  constructor(options: EncoderOptions) {
    this.#options = options;
  }

  /** Of the process; null while there is none. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  start(): void {
    if (!this.#child && !this.#isStopped) this.#run();
  }

  /** Begins anew at once, as with another input. */
  restart(): void {
    this.#failures = 0;
    if (this.#child) {
      // It has nothing to say any more that anybody waits for.
      this.#child.kill('SIGKILL');
    } else if (this.#cancelRestart) {
      this.#cancelRestart();
      this.#cancelRestart = null;
      this.#run();
    }
  }

  /** Ends it for good: it may finish what it has. Resolves when there is no process any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRestart?.();
    this.#cancelRestart = null;
    const child = this.#child;
    if (!child) return;
    child.kill('SIGINT');
    const { schedule } = this.#options;
    const cancelAsking = schedule(ASK_AGAIN_MS, () => child.kill('SIGINT'));
    const cancelKilling = schedule(KILL_AFTER_MS, () => child.kill('SIGKILL'));
    await this.#exited;
    cancelAsking();
    cancelKilling();
  }

  #run(): void {
    const { args, begin, clock, program = 'ffmpeg', spawn: start = spawn as Spawn, onLog } = this.#options;
    const { pipes, progress } = begin();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#exited = promise;
    const startedMs = clock.now();
    let child: ChildProcess;
    try {
      child = start(program, args(), { stdio: ['ignore', 'pipe', 'pipe', ...pipes.map(() => 'pipe' as const)] });
    } catch (error) {
      onLog?.(error instanceof Error ? error.message : String(error));
      resolve();
      return this.#again(null, null, 0);
    }
    this.#child = child;
    // Where no more files can be opened, there are no pipes.
    const stdio: readonly unknown[] = (child.stdio as ChildProcess['stdio'] | undefined) ?? [];
    pipes.forEach((take, i) => {
      const pipe = stdio[FIRST_PIPE + i] as Readable | null | undefined;
      pipe?.on('data', (bytes: Buffer) => this.#take(child, () => take(bytes)));
      pipe?.on('error', () => {});
    });
    if (child.stdout) createInterface(child.stdout).on('line', (line) => progress?.(line));
    if (child.stderr) createInterface(child.stderr).on('line', (line) => onLog?.(line));
    // A program that is not there has no exit.
    child.once('error', (error) => onLog?.(error.message));
    child.once('close', (code, signal) => {
      this.#child = null;
      resolve();
      if (!this.#isStopped) this.#again(code, signal, clock.now() - startedMs);
    });
  }

  #take(child: ChildProcess, take: () => void): void {
    if (child !== this.#child) return;
    try {
      take();
    } catch (error) {
      this.#options.onLog?.(error instanceof Error ? error.message : String(error));
      child.kill('SIGKILL');
    }
  }

  #again(code: number | null, signal: string | null, ranMs: number): void {
    const { schedule, random = Math.random, onExit } = this.#options;
    this.#failures = ranMs >= GOOD_RUN_MS ? 1 : this.#failures + 1;
    const delayMs = restartDelayMs(this.#failures, random);
    onExit?.({ code, signal, delayMs });
    this.#cancelRestart = schedule(delayMs, () => {
      this.#cancelRestart = null;
      this.#run();
    });
  }
}
