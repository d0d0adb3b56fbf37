import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a test is skipped with, where there is no Redis; false where there is one. */
export const redisMissing: string | false =
  spawnSync('redis-server', ['--version']).status === 0 ? false : 'no redis-server on this machine';

/** A Redis of its own that keeps what it has answered, as one in production does: it may be killed and comes back with all of it. */
export class RedisServer {
  readonly #folder: string;
  readonly #port: number;
  #child: ChildProcess | null = null;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await mkdtemp(join(tmpdir(), 't333-redis-')), await freePort());
    await server.comeBack();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`;
  }

  /** Without a word, as when the power fails. */
  async kill(): Promise<void> {
    const child = this.#child!;
    this.#child = null;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async comeBack(): Promise<void> {
    const place = ['--port', String(this.#port), '--bind', '127.0.0.1', '--dir', this.#folder];
    const child = spawn('redis-server', [...place, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    let said = '';
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      said += String(chunk);
      if (said.includes('Ready to accept connections')) break;
    }
    child.stdout.resume();
  }

  async stop(): Promise<void> {
    if (this.#child) await this.kill();
    await rm(this.#folder, { recursive: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
