import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What stands before instances: each connection goes to the next one. It breaks them all on request. */
export class Balancer {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #ports: number[] = [];
  #next = 0;

  private constructor() {
    this.#server = createServer((client) => {
      const port = this.#ports[this.#next++ % this.#ports.length]!;
      const instance = connect(port, '127.0.0.1');
      for (const [from, to] of [
        [client, instance],
        [instance, client],
      ] as const) {
        this.#open.add(from);
        from.pipe(to);
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.#open.delete(from);
          to.destroy();
        });
      }
    });
  }

  /** @param urls of the instances' APIs */
  static async before(urls: readonly string[]): Promise<Balancer> {
    const balancer = new Balancer();
    balancer.lead(urls);
    balancer.#server.listen(0, '127.0.0.1');
    await once(balancer.#server, 'listening');
    return balancer;
  }

  /** Of the API behind it. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** From now on, to these. */
  lead(urls: readonly string[]): void {
    this.#ports = urls.map((url) => Number(new URL(url).port));
  }

  /** Breaks all connections, without a word. */
  cut(): void {
    for (const socket of this.#open) socket.resetAndDestroy();
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
