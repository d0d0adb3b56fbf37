/** How long a value is good, in milliseconds. */
const FRESH_MS = 5000;
/** So long somebody who talks waits for the database; then what was known last has to do. */
const PATIENCE_MS = 300;
const MAX_KEYS = 10_000;

interface Known<Value> {
  value: Value;
  untilMs: number;
}

/** What was asked for a moment ago is not asked for again, and where no answer comes, the last one counts: a chat goes on without its database. */
export class Recent<Value> {
  readonly #known = new Map<string, Known<Value>>();
  readonly #fallback: Value;
  readonly #nowMs: () => number;

  constructor(fallback: Value, nowMs: () => number = () => performance.now()) {
    this.#fallback = fallback;
    this.#nowMs = nowMs;
  }

  async get(key: string, ask: () => Promise<Value>): Promise<Value> {
    const known = this.#known.get(key);
    if (known && this.#nowMs() < known.untilMs) return known.value;
    const value = await soon(ask()).catch(() => known?.value ?? this.#fallback);
    if (this.#known.size >= MAX_KEYS) this.#known.clear();
    this.#known.set(key, { value, untilMs: this.#nowMs() + FRESH_MS });
    return value;
  }
}

/** Rejects where no answer comes soon enough for somebody who talks. */
export async function soon<T>(asked: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('No answer in time.')), PATIENCE_MS);
  try {
    return await Promise.race([asked, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
