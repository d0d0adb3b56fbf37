export interface Rewriting {
  /** Every address asked for, in order, as it was asked. */
  readonly requests: string[];
  restore(): void;
}

/** What to fetch in place of an address, or a text to answer with; undefined lets the request go out as it is. */
export type Rewrite = (url: URL) => { url: string } | { body: string } | undefined;

/** Stands between the page's XMLHttpRequests and the network, so that a test can be the server, and count. */
export function rewriteRequests(rewrite: Rewrite = () => undefined): Rewriting {
  const { XMLHttpRequest: Original } = globalThis;
  const requests: string[] = [];

  class Rewritten extends Original {
    #asked: string | null = null;

    override open(method: string, url: string | URL, async = true): void {
      const asked = new URL(url, document.baseURI);
      requests.push(asked.href);
      const instead = rewrite(asked);
      if (!instead) return super.open(method, url, async);
      this.#asked = asked.href;
      const target = 'url' in instead ? instead.url : URL.createObjectURL(new Blob([instead.body]));
      if ('body' in instead) this.addEventListener('loadend', () => URL.revokeObjectURL(target));
      super.open(method, target, async);
    }

    override get responseURL(): string {
      return this.#asked ?? super.responseURL;
    }
  }

  globalThis.XMLHttpRequest = Rewritten;
  return {
    requests,
    restore: () => {
      globalThis.XMLHttpRequest = Original;
    },
  };
}
