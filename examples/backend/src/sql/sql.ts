/** A database that speaks PostgreSQL. */
export interface Sql {
  /** Runs one statement; `$1`, `$2` … are its values. Timestamps come as `Date`. */
  query: <Row>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** All of it happens or none. What is thrown within undoes it, and is thrown on. */
  transaction: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;
}

export interface Database extends Sql {
  /** Runs a script of several statements. */
  run: (script: string) => Promise<void>;
  close: () => Promise<void>;
}

/** PostgreSQL's codes for what breaks a unique index, and for what points to nothing. */
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

export const isUniqueViolation = (error: unknown): boolean => codeOf(error) === UNIQUE_VIOLATION;
export const isForeignKeyViolation = (error: unknown): boolean => codeOf(error) === FOREIGN_KEY_VIOLATION;

/**
 * No connection, or none that works: of the driver, and of a server that starts or stops (classes 08, 53 and 57 of PostgreSQL). Or it has taken
 * too long, in a statement or between two of them.
 */
const OUTAGE = /^(?:E[A-Z]+|CONN[A-Z_]+|08...|53...|57P..|57014|25P03)$/;

/** Whether the database is away. Whoever asks again later may have better luck. */
export const isOutage = (error: unknown): boolean => OUTAGE.test(String(codeOf(error)));
