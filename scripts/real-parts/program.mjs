import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How long a program may take until it is ready, and until it has ended. */
const START_MS = 60_000;
const STOP_MS = 20_000;
const TAIL_CHARS = 4000;

/** Whatever runs ends with us, also when we fail. */
const running = new Set();
process.on('exit', () => {
  for (const child of running) signal(child, 'SIGKILL');
});

/** A program that we start, kill and start again: a server for tests and benchmarks, or for somebody who tries things out. */
export class Program {
  /** Where it is. */
  url;
  #how;
  #child = null;
  #tail = '';

  /**
   * @param {object} how
   * @param {string} how.name what it is called in messages
   * @param {string} how.url
   * @param {string} how.command
   * @param {string[]} how.args
   * @param {RegExp} how.ready what it says when it is ready
   * @param {import('node:child_process').SpawnOptions} [how.options]
   * @param {NodeJS.Signals} [how.stopSignal] default SIGTERM
   * @param {(line: string) => void} [how.onLine] each line that it says
   * @param {(how: string) => void} [how.onDeath] it has ended, and nobody wanted it to
   * @param {() => Promise<void>} [how.cleanUp] after it was stopped
   */
  constructor(how) {
    this.#how = how;
    this.url = how.url;
  }

  get pid() {
    return this.#child?.pid;
  }

  /** @throws Error with the last that it said, when it ends or is not ready in time */
  async start() {
    const { name, command, args, ready, options, onLine, onDeath } = this.#how;
    // In a group of its own: Ctrl+C is for us, and we say what ends first; and its own children go with it.
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    this.#child = child;
    this.#tail = '';
    running.add(child);
    const { promise, resolve, reject } = Promise.withResolvers();
    const fail = (why) => reject(new Error(`${name} ${why}. The last that it said:\n${this.#tail}`));
    const timer = setTimeout(() => fail(`was not ready within ${START_MS / 1000} s`), START_MS);
    child.once('error', (error) => fail(`did not start: ${error.message}`));
    child.once('exit', (code, by) => {
      running.delete(child);
      fail(`ended with ${code ?? by}`);
      if (this.#child !== child) return;
      this.#child = null;
      onDeath?.(`${name} ended with ${code ?? by}`);
    });
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8').on('data', (text) => {
        this.#tail = (this.#tail + text).slice(-TAIL_CHARS);
        if (ready.test(this.#tail)) resolve();
        if (!onLine) return;
        const lines = (rest + text).split('\n');
        rest = lines.pop();
        lines.forEach(onLine);
      });
    }
    try {
      await promise;
    } catch (error) {
      await this.kill();
      throw error;
    } finally {
      clearTimeout(timer);
    }
    return this;
  }

  /** At once, without a chance to write anything down. Its data stay. */
  async kill() {
    await this.#end('SIGKILL');
  }

  /** On the same port with the same data. Killed before, if it still runs. */
  async restart() {
    await this.kill();
    return this.start();
  }

  /** It stands still and answers nobody, while connections stay open. */
  pause() {
    signal(this.#child, 'SIGSTOP');
  }

  resume() {
    signal(this.#child, 'SIGCONT');
  }

  /** In good order; what it had in a folder of its own is gone. */
  async stop() {
    await this.#end(this.#how.stopSignal ?? 'SIGTERM');
    await this.#how.cleanUp?.();
  }

  async #end(by) {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const exited = once(child, 'exit');
    signal(child, by);
    const timer = setTimeout(() => signal(child, 'SIGKILL'), STOP_MS);
    await exited;
    clearTimeout(timer);
  }
}

/** SIGKILL and the like are for the whole group; what ends in order looks after its own children. */
function signal(child, name) {
  if (!child?.pid) return;
  try {
    if (name.startsWith('SIGK') || name === 'SIGSTOP' || name === 'SIGCONT') process.kill(-child.pid, name);
    else child.kill(name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
