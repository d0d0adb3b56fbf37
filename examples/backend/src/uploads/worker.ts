import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BlobStore } from '../blob/blob-store.ts';
import type { Schedule } from '../media/schedule.ts';
import { uploadName, vodPrefix, type Vods } from '../vods/vods.ts';
import { LEASE_MS, MAX_ATTEMPTS, type Jobs, type TakenJob } from './jobs.ts';
import { UnusableMedia, type Transcode } from './transcode.ts';

const POLL_MS = 5000;
/** Twice it may fail to say so before somebody else takes the job. */
const RENEW_MS = LEASE_MS / 3;

export interface WorkerOptions {
  blobs: BlobStore;
  vods: Pick<Vods, 'finish' | 'fail'>;
  jobs: Jobs;
  transcode: Transcode;
  schedule: Schedule;
  onProblem?: (error: unknown) => void;
}

/** Makes videos of files that were sent, one after the other. Each instance has one. */
export class UploadWorker {
  readonly #options: WorkerOptions;
  readonly #stopping = new AbortController();
  #isOn = false;
  #cancelPoll = (): void => {};
  #running: Promise<void> | null = null;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /** Looks for work now, and again and again. */
  start(): void {
    this.#isOn = true;
    this.wake();
  }

  /** There may be work. Does nothing before the start. */
  wake(): void {
    if (!this.#isOn || this.#stopping.signal.aborted) return;
    this.#cancelPoll();
    this.#running ??= this.#drain().finally(() => {
      this.#running = null;
      if (!this.#stopping.signal.aborted) this.#cancelPoll = this.#options.schedule(POLL_MS, () => this.wake());
    });
  }

  /** What is under way is put down, for others to take up at once. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#cancelPoll();
    await this.#running;
  }

  /** @returns false: there was nothing to do */
  async runOne(): Promise<boolean> {
    const job = await this.#options.jobs.take();
    if (job) await this.#run(job);
    return job !== null;
  }

  async #drain(): Promise<void> {
    try {
      while (!this.#stopping.signal.aborted && (await this.runOne()));
    } catch (error) {
      this.#options.onProblem?.(error);
    }
  }

  async #run(job: TakenJob): Promise<void> {
    const { blobs, vods, jobs, onProblem } = this.#options;
    const prefix = vodPrefix(job.vodId);
    try {
      // It was left behind as often as it may be tried: whoever takes it dies of it.
      if (job.attempts > MAX_ATTEMPTS) throw new UnusableMedia('It could not be read.');
      const recording = await this.#transcode(job, prefix);
      if (!(await jobs.renew(job))) return;
      await vods.finish(job.vodId, recording, async (sql) => {
        if (!(await jobs.complete(job, sql))) throw new Error('Somebody else has it.');
      });
    } catch (error) {
      if (this.#stopping.signal.aborted) return void (await jobs.release(job));
      // The video was deleted meanwhile, and what has been made of it since goes, too.
      if (!(await jobs.find(job.id))) return void (await blobs.delete(prefix));
      onProblem?.(error);
      const isFinal = error instanceof UnusableMedia || job.attempts >= MAX_ATTEMPTS;
      const problem = error instanceof UnusableMedia ? error.message : 'Something went wrong here.';
      if (!isFinal) return void (await jobs.retry(job, problem));
      if (!(await jobs.fail(job, problem))) return;
      // What is a video by now keeps its media.
      if (await vods.fail(job.vodId)) await blobs.delete(prefix);
    }
    await blobs.delete(uploadName(job.vodId));
  }

  async #transcode(job: TakenJob, prefix: string) {
    const { blobs, jobs, transcode, schedule } = this.#options;
    const lost = new AbortController();
    let cancelRenew = (): void => {};
    const renewLater = (): void => {
      cancelRenew = schedule(RENEW_MS, () => {
        void jobs
          .renew(job)
          .then((isOurs) => (isOurs ? renewLater() : lost.abort(new Error('Somebody else has it.'))), renewLater);
      });
    };
    renewLater();
    const folder = await mkdtemp(join(tmpdir(), 't333-upload-'));
    try {
      const path = join(folder, 'file');
      const found = await blobs.get(uploadName(job.vodId));
      if (!found) throw new UnusableMedia('The file is gone.');
      const signal = AbortSignal.any([this.#stopping.signal, lost.signal]);
      await pipeline(found.body, createWriteStream(path), { signal });
      return await transcode({ path, container: job.container, prefix, blobs, signal });
    } finally {
      cancelRenew();
      await rm(folder, { recursive: true, force: true });
    }
  }
}
