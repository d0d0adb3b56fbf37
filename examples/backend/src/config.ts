export interface Config {
  host: string;
  port: number;
  /** Null: PGlite, in `dataDir`. */
  databaseUrl: string | null;
  /** Of the embedded database; null keeps it in memory. */
  dataDir: string | null;
  /** Pages of these origins may write, beside the server's own. */
  origins: readonly string[];
  /** Whether cookies go over https only. */
  isSecure: boolean;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
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
  const config: Config = {
    host: read('HOST', '127.0.0.1', 'the address to listen at', (text) => text),
    port: read('PORT', 3001, 'a whole number from 0 to 65535', (text) => wholeNumber(text, 0, 65_535)),
    databaseUrl: read<string | null>('DATABASE_URL', null, 'a URL that begins with postgres://', (text) =>
      /^postgres(?:ql)?:\/\/./.test(text) ? text : undefined,
    ),
    dataDir: read<string | null>('DATA_DIR', null, 'a folder', (text) => text),
    origins: read<readonly string[]>('ORIGINS', [], 'origins like https://example.com, with commas between', (text) => {
      const origins = text.split(',').map((one) => one.trim());
      return origins.every(isOrigin) ? origins : undefined;
    }),
    isSecure: read('SECURE', env['NODE_ENV'] === 'production', 'true or false', (text) =>
      text === 'true' ? true : text === 'false' ? false : undefined,
    ),
    logLevel: read('LOG_LEVEL', 'info', `one of ${LOG_LEVELS.join(', ')}`, (text) =>
      LOG_LEVELS.find((level) => level === text),
    ),
  };
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(config);
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

function isOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text && /^https?:/.test(text);
  } catch {
    return false;
  }
}
