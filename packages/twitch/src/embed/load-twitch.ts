import { abortError, T333Error } from '@t333/core/errors';
import { abortable, backOffDelayMs, browserNetwork, delay } from '@t333/core/resilience';
import { systemClock, type Clock } from '@t333/core/time';
import { trustedScriptUrl } from '@t333/core/trusted-script-url';
import type { EmbedScript } from './embed-api.ts';

/** Twitch wants it loaded from its own server, not from a copy. */
export const TWITCH_SCRIPT_URL = 'https://player.twitch.tv/js/embed/v1.js';

/** A script that is not here after this long is not coming. */
const TIMEOUT_MS = 10_000;
const MAX_ATTEMPTS = 3;
const BACK_OFF = { baseMs: 1000, capMs: 8000 };

export interface LoadTwitchOptions {
  /** Gives up waiting; the script goes on loading while somebody else waits for it. */
  signal?: AbortSignal;
  /** Default: this page. */
  document?: Document;
  clock?: Clock;
  /** For the back-off. Default `Math.random`. */
  random?: () => number;
  /** Another address is for tests. */
  url?: string;
}

interface Load {
  readonly script: Promise<EmbedScript>;
  readonly life: AbortController;
  waiting: number;
}

const loads = new WeakMap<Document, Load>();

/**
 * Loads Twitch's script, once for the page, with three attempts of 10 s. A failure is forgotten: the next call tries anew.
 *
 * @throws T333Error `network`, `offline` or `timeout`, which may be tried again; `unsupported` where the page's
 * Content-Security-Policy is in the way; `invalid-response` when it is no such script; `aborted`
 */
export async function loadTwitch(options: LoadTwitchOptions = {}): Promise<EmbedScript> {
  const { document = globalThis.document, signal } = options;
  const here = scriptOf(document);
  if (here) return here;
  const load = loads.get(document) ?? begin(document, options);
  load.waiting++;
  try {
    return await abortable(load.script, signal);
  } finally {
    // Who comes in this very moment begins anew.
    if (--load.waiting === 0) {
      forget(document, load);
      load.life.abort(abortError());
    }
  }
}

function begin(document: Document, options: LoadTwitchOptions): Load {
  const life = new AbortController();
  const script = loadWithRetries(document, life.signal, options).finally(() => forget(document, load));
  const load: Load = { script, life, waiting: 0 };
  // Of those that wait some may have left.
  script.catch(() => {});
  loads.set(document, load);
  return load;
}

function forget(document: Document, load: Load): void {
  if (loads.get(document) === load) loads.delete(document);
}

async function loadWithRetries(
  document: Document,
  signal: AbortSignal,
  { clock = systemClock, random = Math.random, url = TWITCH_SCRIPT_URL }: LoadTwitchOptions,
): Promise<EmbedScript> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await addScript(document, url, clock, signal);
    } catch (error) {
      if (signal.aborted || attempt === MAX_ATTEMPTS || !(error instanceof T333Error && error.retryable)) throw error;
    }
    await delay(clock, backOffDelayMs({ attempt, ...BACK_OFF, random }), signal);
  }
}

function addScript(document: Document, url: string, clock: Clock, signal: AbortSignal): Promise<EmbedScript> {
  const script = document.createElement('script');
  const attempt = new AbortController();
  const on = { signal: attempt.signal };
  let cancelTimer = (): void => {};
  return new Promise<EmbedScript>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as T333Error), on);
    const failWith = (code: 'network' | 'offline' | 'timeout' | 'invalid-response', message: string): void =>
      reject(new T333Error(code, message, { retryable: true }));
    script.addEventListener(
      'load',
      () => {
        const loaded = scriptOf(document);
        if (loaded) resolve(loaded);
        else failWith('invalid-response', `${url} is not the script of Twitch's player.`);
      },
      on,
    );
    document.addEventListener(
      'securitypolicyviolation',
      ({ blockedURI, effectiveDirective, disposition }) => {
        // A policy that only reports refuses nothing.
        const isOurs = blockedURI !== '' && (url.startsWith(blockedURI) || blockedURI.startsWith(url));
        if (!isOurs || disposition === 'report') return;
        reject(
          new T333Error('unsupported', `The page's Content-Security-Policy (${effectiveDirective}) refuses ${url}.`),
        );
      },
      on,
    );
    script.addEventListener(
      'error',
      () => {
        // What the policy refused is told a moment later.
        cancelTimer();
        cancelTimer = clock.after(POLICY_MS, () =>
          browserNetwork.isOnline()
            ? failWith('network', `${url} could not be loaded.`)
            : failWith('offline', 'The browser has no network.'),
        );
      },
      on,
    );
    cancelTimer = clock.after(TIMEOUT_MS, () => failWith('timeout', `${url} did not load in ${TIMEOUT_MS} ms.`));
    script.src = trustedScriptUrl(url);
    document.head.append(script);
  }).finally(() => {
    cancelTimer();
    attempt.abort();
    // One that is there has done its work.
    script.remove();
  });
}

/** Browsers report what a policy refused after the `error` event of the element. */
const POLICY_MS = 50;

const scriptOf = (document: Document): EmbedScript | undefined => {
  const { Twitch } = (document.defaultView ?? {}) as { Twitch?: Partial<EmbedScript> };
  return Twitch?.Player ? (Twitch as EmbedScript) : undefined;
};
