import type { Api } from './api.ts';

/** A method and a path, such as `GET /v1/channels/{id}`. */
export type ApiCall = keyof Api;

/** What a call answers: `undefined` where it only says that it is done. */
export type ApiAnswer<Call extends ApiCall> = Api[Call]['answer'];

/** What a call takes: `path`, `query`, `headers` and `body`, as far as it has them, and a `signal` that ends it. */
export type ApiRequest<Call extends ApiCall> = Omit<Api[Call], 'answer'> & { signal?: AbortSignal };

/** The argument of a call; none is needed where it takes nothing that must be there. */
export type ApiArguments<Call extends ApiCall> =
  Record<never, never> extends ApiRequest<Call> ? [request?: ApiRequest<Call>] : [request: ApiRequest<Call>];

/** Calls that answer page by page. */
export type ApiList = {
  [Call in ApiCall]: ApiAnswer<Call> extends { items: readonly unknown[]; nextCursor: string | null } ? Call : never;
}[ApiCall];

/** One of a list. */
export type ApiItem<Call extends ApiList> = ApiAnswer<Call>['items'][number];

/** A channel, as lists have it. */
export type ApiChannel = ApiAnswer<'GET /v1/channels/{id}'>;
/** A stream: in preview, live or ended. */
export type ApiStream = ApiAnswer<'GET /v1/streams/{id}'>;
/** A recording. */
export type ApiVod = ApiAnswer<'GET /v1/vods/{id}'>;
/** What a channel has told those who follow it. */
export type ApiNotice = ApiItem<'GET /v1/me/notices'>;

/** What any call may have, beside what it must. */
export interface AnyRequest {
  path?: Readonly<Record<string, unknown>> | undefined;
  query?: Readonly<Record<string, unknown>> | undefined;
  headers?: Readonly<Record<string, unknown>> | undefined;
  body?: unknown;
  signal?: AbortSignal;
}

/** Where a call goes: its method, and its path below the server's address, with what it takes filled in. */
export function targetOf(call: ApiCall, { path = {}, query = {} }: AnyRequest): { method: string; path: string } {
  const [method = '', template = ''] = call.split(' ');
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.append(name, String(value));
  return { method, path: `${filled.slice(1)}${search.size > 0 ? `?${search}` : ''}` };
}
