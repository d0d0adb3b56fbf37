import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const MAIN = new URL('../main.ts', import.meta.url).pathname;

/** An instance in a process of its own, which can be killed. It needs a database that others reach, too. */
export class InstanceProcess {
  /** Of its API. */
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  static async start(env: Record<string, string>): Promise<InstanceProcess> {
    const child = spawn(process.execPath, ['--conditions=@t333/source', MAIN], {
      env: { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'silent', DEMO: 'false', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      said += String(chunk);
      const [url] = /http:\S+/.exec(said) ?? [];
      if (!url) continue;
      child.stdout.resume();
      return new InstanceProcess(`${url}/v1`, child);
    }
    throw new Error('The instance has ended before it listened.');
  }

  /** Without a word, as when the power fails. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }
}
