import type { HelixOperations } from './operations.ts';
import type { HelixPages } from './pages.ts';
import type { Priority } from './request-queue.ts';

export type HelixMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The paths that `Method` works on. */
export type HelixPath<Method extends HelixMethod> = {
  [Key in keyof HelixOperations]: Key extends `${Method} ${infer Path}` ? Path : never;
}[keyof HelixOperations];

type Operation<Method extends HelixMethod, Path extends string> = HelixOperations[`${Method} ${Path}` &
  keyof HelixOperations];

/** Where several values may be given, one may be given as it is; `first` is a number, whatever single declarations say. */
type Query<Parameters> = {
  [Name in keyof Parameters]: NonNullable<Parameters[Name]> extends readonly (infer Item)[]
    ? Item | readonly Item[] | Extract<undefined, Parameters[Name]>
    : Name extends 'first'
      ? Parameters[Name] | number
      : Parameters[Name];
};

type LoosenOptional<Fields> = {
  [Name in keyof Fields]: object extends Pick<Fields, Name> ? Fields[Name] | undefined : Fields[Name];
};

export type HelixQuery<Method extends HelixMethod, Path extends string> =
  Operation<Method, Path> extends { query: infer Parameters }
    ? LoosenOptional<Query<Parameters>>
    : Record<never, never>;

export type HelixBody<Method extends HelixMethod, Path extends string> =
  Operation<Method, Path> extends { body: infer Body } ? Body : undefined;

/** What a call resolves with: the JSON of the answer, `undefined` where there is none. */
export type HelixResponse<Method extends HelixMethod, Path extends string> =
  Operation<Method, Path> extends { response: infer Response } ? Response : undefined;

/** What every call can be told. */
export interface CallOptions {
  /** Whom the call speaks for: a user's id, or `app`. Default: whom `auth` speaks for by default. */
  as?: string | undefined;
  /** What goes first when calls have to wait: all that is `high`, then `normal`, then `low`. Default `normal`. */
  priority?: Priority | undefined;
  /** On whose behalf: callers who wait with the same priority take turns. Default: each endpoint takes its turn. */
  caller?: string | undefined;
  signal?: AbortSignal | undefined;
}

type QueryPart<Parameters> = object extends Parameters ? { query?: Parameters } : { query: Parameters };
type BodyPart<Body> = [Body] extends [undefined] ? { body?: undefined } : { body: Body };

export type HelixOptions<Method extends HelixMethod, Path extends string> = CallOptions &
  QueryPart<HelixQuery<Method, Path>> &
  BodyPart<HelixBody<Method, Path>>;

/** Options that may be left out altogether where nothing in them is required. */
export type HelixArguments<Method extends HelixMethod, Path extends string> =
  object extends HelixOptions<Method, Path>
    ? [options?: HelixOptions<Method, Path>]
    : [options: HelixOptions<Method, Path>];

/** The GET paths that answer in pages. */
export type PagedPath = {
  [Path in HelixPath<'GET'>]: HelixResponse<'GET', Path> extends { data: unknown; pagination?: unknown }
    ? 'after' extends keyof HelixQuery<'GET', Path>
      ? Path
      : never
    : never;
}[HelixPath<'GET'>];

/** What stands in those pages. */
export type HelixItem<Path extends PagedPath> =
  HelixResponse<'GET', Path> extends { data: readonly (infer Item)[] }
    ? Item
    : HelixResponse<'GET', Path> extends { data: { segments: readonly (infer Segment)[] | null } }
      ? Segment
      : never;

/** What friendly calls need of a client. */
export interface HelixReads {
  get<Path extends HelixPath<'GET'>>(
    path: Path,
    ...args: HelixArguments<'GET', Path>
  ): Promise<HelixResponse<'GET', Path>>;
  paginate<Path extends PagedPath>(
    path: Path,
    ...args: HelixArguments<'GET', Path>
  ): HelixPages<HelixItem<Path>, HelixResponse<'GET', Path>>;
}
