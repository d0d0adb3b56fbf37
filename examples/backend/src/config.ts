import { flag, oneOf, origin, origins, plainSecret, proxies, secret, urlOf, wholeNumber } from './config-values.ts';

export interface Config {
  host: string;
  port: number;
  /** Where people reach it, beside its own address: behind a proxy, another one. Null: where it listens. */
  publicUrl: string | null;
  /** Where the other instances reach this one. Null: where it listens. */
  internalUrl: string | null;
  /** Addresses of the proxies before it: what they say of who asks is believed. */
  trustProxy: readonly string[];
  /** Null: PGlite, in `dataDir`. */
  databaseUrl: string | null;
  /** Of the embedded database; null keeps it in memory. */
  dataDir: string | null;
  pool: PoolConfig;
  /** Null: one instance, all in memory. */
  redisUrl: string | null;
  /** Of segments, recordings and thumbnails; null is a temporary folder. */
  mediaDir: string | null;
  /** Null: nobody can broadcast; only simulated streams. */
  rtmp: RtmpConfig | null;
  /** Pages of these origins may write, beside the server's own. */
  origins: readonly string[];
  /** Whether cookies go over https only. */
  isSecure: boolean;
  /** For how many days moderators see what was said; 0 keeps none of it. */
  chatDays: number;
  /** Of URLs that expire: the same for all instances. Null: one that is made once and kept in the database. */
  signingSecret: string | null;
  /** Of the payment provider's webhook. Null: no tips. */
  tipsSecret: string | null;
  /** For `/metrics`; null shows them to this machine alone. */
  metricsToken: string | null;
  limits: LimitsConfig;
  /** How long a stream key that was replaced is still good; with 0 its encoder is cut off at once. */
  streamKeyGraceSeconds: number;
  /** An encoder that is back within that goes on with the same stream; else it ends. */
  encoderGraceSeconds: number;
  /** Accounts and simulated streams to try things out. With the embedded database they are there unless one says no. */
  hasDemo: boolean;
  /** Of all demo accounts. Null: one is made with them, and shown once. */
  demoPassword: string | null;
  /** So long it still serves while it says that it is about to stop: balancers look now and then. */
  drainMs: number;
  /** How long those on the way may take when it stops. */
  shutdownMs: number;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
}

/** Of PostgreSQL. */
export interface PoolConfig {
  /** Connections at most. */
  max: number;
  /** How long one that does nothing stays. */
  idleSeconds: number;
  /** How long one may take to come. */
  connectSeconds: number;
}

export interface RtmpConfig {
  /** Where nginx takes streams. */
  port: number;
  /** With it nginx shows that it is nginx. */
  secret: string;
}

export interface LimitsConfig {
  socketsPerIp: number;
  channelsPerSocket: number;
  framesPerSecond: number;
  messagesPerSecond: number;
  subscriberMessagesPerSecond: number;
  uploadMegabytes: number;
  /** Accounts that may be made from one address. */
  registrationsPerHour: number;
}

type Env = Readonly<Record<string, string | undefined>>;

/** What is wrong with the environment: a sentence for each variable, which names it. */
export class ConfigError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
const SECRET = 'at least 32 characters of ASCII, without spaces';
const PLAIN_SECRET = 'at least 32 letters, digits, - and _';

/**
 * The configuration, from variables of the environment.
 *
 * @throws ConfigError with all that is wrong, not just the first
 */
export function readConfig(env: Env): Config {
  const faults: string[] = [];
  /** Reads one variable; an empty one is none. A value that does not do is told, and never shown: it may be a secret. */
  const read = <T>(name: string, fallback: T, must: string, parse: (text: string) => T | undefined): T => {
    const text = env[name];
    if (text === undefined || text === '') return fallback;
    const value = parse(text);
    if (value !== undefined) return value;
    faults.push(`${name} must be ${must}.`);
    return fallback;
  };
  const count = (name: string, fallback: number, least: number, most: number) =>
    read(name, fallback, `a whole number from ${least} to ${most}`, wholeNumber(least, most));
  const text = (name: string, must: string) => read<string | null>(name, null, must, (value) => value);
  const secretOf = (name: string) => read<string | null>(name, null, SECRET, secret);

  const config: Config = {
    host: read('HOST', '127.0.0.1', 'the address to listen at', (value) => value),
    port: count('PORT', 3001, 0, 65_535),
    publicUrl: read<string | null>('PUBLIC_URL', null, 'an origin like https://example.com', origin),
    internalUrl: read<string | null>('INTERNAL_URL', null, 'an origin like http://10.0.0.5:3001', origin),
    trustProxy: read<readonly string[]>(
      'TRUST_PROXY',
      [],
      'addresses of proxies like 10.0.0.0/8, with commas between',
      proxies,
    ),
    databaseUrl: read<string | null>(
      'DATABASE_URL',
      null,
      'a URL that begins with postgres://',
      urlOf('postgres://', 'postgresql://'),
    ),
    dataDir: text('DATA_DIR', 'a folder'),
    pool: {
      max: count('POOL', 20, 1, 1000),
      idleSeconds: count('POOL_IDLE_SECONDS', 30, 1, 86_400),
      connectSeconds: count('POOL_CONNECT_SECONDS', 2, 1, 60),
    },
    redisUrl: read<string | null>(
      'REDIS_URL',
      null,
      'a URL that begins with redis:// or rediss://',
      urlOf('redis://', 'rediss://'),
    ),
    mediaDir: text('MEDIA_DIR', 'a folder'),
    rtmp: null,
    origins: read<readonly string[]>('ORIGINS', [], 'origins like https://example.com, with commas between', origins),
    isSecure: read('SECURE', env['NODE_ENV'] === 'production', 'true or false', flag),
    chatDays: count('CHAT_DAYS', 30, 0, 3650),
    signingSecret: secretOf('SIGNING_SECRET'),
    tipsSecret: secretOf('TIPS_SECRET'),
    metricsToken: secretOf('METRICS_TOKEN'),
    limits: {
      socketsPerIp: count('LIMIT_SOCKETS_PER_IP', 20, 1, 100_000),
      channelsPerSocket: count('LIMIT_CHANNELS_PER_SOCKET', 50, 1, 1000),
      framesPerSecond: count('LIMIT_FRAMES_PER_SECOND', 20, 1, 1000),
      messagesPerSecond: count('LIMIT_MESSAGES_PER_SECOND', 1, 1, 1000),
      subscriberMessagesPerSecond: count('LIMIT_SUBSCRIBER_MESSAGES_PER_SECOND', 2, 1, 1000),
      registrationsPerHour: count('LIMIT_REGISTRATIONS_PER_HOUR', 500, 1, 1_000_000),
      uploadMegabytes: count('LIMIT_UPLOAD_MEGABYTES', 512, 1, 1_000_000),
    },
    streamKeyGraceSeconds: count('STREAM_KEY_GRACE_SECONDS', 0, 0, 86_400),
    encoderGraceSeconds: count('ENCODER_GRACE_SECONDS', 60, 0, 3600),
    hasDemo: read('DEMO', !env['DATABASE_URL'], 'true or false', flag),
    demoPassword: read<string | null>('DEMO_PASSWORD', null, 'at least 10 characters', (value) =>
      value.length >= 10 ? value : undefined,
    ),
    drainMs: count('DRAIN_SECONDS', 0, 0, 600) * 1000,
    shutdownMs: count('SHUTDOWN_SECONDS', 10, 0, 600) * 1000,
    logLevel: read('LOG_LEVEL', 'info', `one of ${LOG_LEVELS.join(', ')}`, oneOf(...LOG_LEVELS)),
  };
  const rtmpPort = count('RTMP_PORT', 1935, 1, 65_535);
  const rtmpSecret = read<string | null>('RTMP_SECRET', null, PLAIN_SECRET, plainSecret);
  if (read('RTMP', 'off', 'off or nginx', oneOf('off', 'nginx')) === 'nginx') {
    if (rtmpSecret) config.rtmp = { port: rtmpPort, secret: rtmpSecret };
    else if (!env['RTMP_SECRET']) faults.push(`RTMP_SECRET must be ${PLAIN_SECRET}, for RTMP is nginx.`);
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(config);
}
