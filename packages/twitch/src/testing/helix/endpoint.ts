import type { HelixCall } from './call.ts';

/** A limit on one endpoint, of which the rate limit headers say nothing. */
export interface EndpointLimit {
  calls: number;
  perMs: number;
  /** What has a limit of its own, such as a channel and a target; the whole endpoint where it is absent. */
  of?: (call: HelixCall) => string;
  /** What a call too many is answered with. Default 429. */
  status?: number;
}

/** One operation of the API. */
export interface HelixEndpoint {
  method: string;
  /** Without `/helix`. */
  path: string;
  /** Any one of these allows the call; an empty list allows all. */
  scopes?: readonly string[];
  /** Which tokens it takes. Default both. */
  token?: 'app' | 'user';
  limits?: readonly EndpointLimit[];
  /** The body of the answer, or nothing for a 204. A refusal is thrown. */
  run: (call: HelixCall) => object | undefined;
  /** The status where there is a body. Default 200. */
  status?: number;
}
