import { T333Error } from '../errors.ts';

/** What a page has to know of its server. */
export interface ClientConfig {
  /** Of the server: `https://api.example.com`. */
  apiUrl: string;
  /** Of t333-rt/1, for `RealtimeConnection`: the server's `/v1`. */
  realtimeUrl: string;
  /** Of the page's own application at Twitch; null: no Twitch. */
  twitchClientId: string | null;
  /** Where figures of playback are sent; null: nowhere. */
  telemetryUrl: string | null;
}

type Env = Readonly<Record<string, unknown>>;

/** What Vite and Next.js put before what a page may see. */
const PREFIXES = ['VITE_', 'NEXT_PUBLIC_'] as const;

/**
 * A page's configuration, from what a bundler lets it see: `T333_API_URL`, `T333_REALTIME_URL`, `T333_TWITCH_CLIENT_ID` and `T333_TELEMETRY_URL`, each behind
 * `VITE_` or `NEXT_PUBLIC_`. Without any of them the server is the page's own.
 *
 * @param env `import.meta.env`. Next.js puts values in place of their names, so there each has to be written out: `{ NEXT_PUBLIC_T333_API_URL: process.env.NEXT_PUBLIC_T333_API_URL }`
 * @param page where the page is, for addresses that are relative to it; null: they may not be. Default: this page
 * @throws T333Error `invalid-argument` with all that is wrong, by name
 */
export function readClientConfig(env: Env, page: string | null = globalThis.location?.href ?? null): ClientConfig {
  const faults: string[] = [];
  const base = page ?? undefined;
  const find = (name: string): { name: string; text: string } | null => {
    const found = PREFIXES.map((prefix) => ({ name: `${prefix}${name}`, text: env[`${prefix}${name}`] })).filter(
      (one): one is { name: string; text: string } => typeof one.text === 'string' && one.text.trim() !== '',
    );
    const [first, second] = found;
    if (second && second.text !== first!.text) faults.push(`${first!.name} and ${second.name} are not the same.`);
    return first ?? null;
  };
  const address = <T extends string | null>(name: string, fallback: T): string | T => {
    const found = find(name);
    if (!found) return fallback;
    const text = found.text.trim();
    const url = URL.canParse(text, base) ? new URL(text, base) : null;
    if (url && /^https?:$/.test(url.protocol) && url.username === '') return url.href.replace(/\/$/, '');
    faults.push(`${found.name} must be an address of http or https.`);
    return fallback;
  };
  const apiUrl = address('T333_API_URL', base === undefined ? null : new URL(base).origin);
  if (apiUrl === null && faults.length === 0) faults.push('VITE_T333_API_URL or NEXT_PUBLIC_T333_API_URL is missing.');
  const config: ClientConfig = {
    apiUrl: apiUrl ?? '',
    realtimeUrl: address('T333_REALTIME_URL', `${apiUrl}/v1`),
    twitchClientId: find('T333_TWITCH_CLIENT_ID')?.text.trim() ?? null,
    telemetryUrl: address('T333_TELEMETRY_URL', null),
  };
  if (config.twitchClientId !== null && !/^[a-z0-9]{10,64}$/.test(config.twitchClientId))
    faults.push('T333_TWITCH_CLIENT_ID must be the id of an application at Twitch: small letters and digits.');
  if (faults.length > 0) throw new T333Error('invalid-argument', faults.join(' '));
  return Object.freeze(config);
}
