/**
 * Every way in which t333 fails, as one closed list to switch over.
 *
 * | code | what happened | what helps |
 * | --- | --- | --- |
 * | `invalid-argument` | a value outside its documented range | fix the call |
 * | `destroyed` | the object was used after `destroy()` | make a new one |
 * | `aborted` | the caller, or a newer call, cancelled this one | nothing |
 * | `unsupported` | this player, source or browser cannot do that | look at `capabilities` first |
 * | `unknown-source` | no registered source type understands the text | register one, or fix the link |
 * | `autoplay-blocked` | the browser wants a user gesture before it plays | play muted, or show a play button |
 * | `offline` | the browser has no network | retry when it is back |
 * | `network` | a request failed below HTTP | retry |
 * | `timeout` | a request took too long | retry |
 * | `not-found` | HTTP 404 or 410 | fix the link |
 * | `forbidden` | HTTP 401, 403 or 451 | sign in |
 * | `http` | any other HTTP status of 400 or above | retry where it is 5xx or 429 |
 * | `cors` | the server answers, but does not allow this page to read it | set Access-Control-Allow-Origin there |
 * | `redirect-loop` | the address redirects without end | fix the server |
 * | `not-hls` | the answer is not an HLS playlist: a web page, for example | fix the link |
 * | `empty-playlist` | a playlist that lists nothing to play | wait for the stream to start |
 * | `media-unsupported` | the browser has no decoder for this | another rendition or browser |
 * | `media-decode` | the media is damaged | retry; other rendition |
 * | `invalid-frame` | a server or another browser sent what is no frame of the protocol | nothing: it was left out |
 * | `unauthorized` | the sign-in is missing, over, or refused | sign in again |
 * | `missing-scope` | the token does not allow this call; the message names the scope | ask the user for that scope |
 * | `rate-limited` | the server's limit is used up, and waiting did not help | retry later |
 * | `overloaded` | too many calls wait already | fewer calls, or a larger queue |
 * | `circuit-open` | the server failed so often that it is left alone for a while | retry later |
 * | `invalid-response` | an answer that is not what the API promises: a web page, half a JSON | retry where it is retryable |
 * | `invalid-grant` | a refresh token that the server will never take again | sign in again |
 * | `store` | a store of tokens or of cached answers failed | repair the store; nothing was lost |
 * | `undecipherable` | an encrypted record that was changed, or whose key is not here | bring back the key, or sign in again |
 * | `invalid-wall` | a share link or stored wall that cannot be read | start from an empty wall |
 */
export type T333ErrorCode =
  | 'invalid-argument'
  | 'destroyed'
  | 'aborted'
  | 'unsupported'
  | 'unknown-source'
  | 'autoplay-blocked'
  | 'offline'
  | 'network'
  | 'timeout'
  | 'not-found'
  | 'forbidden'
  | 'http'
  | 'cors'
  | 'redirect-loop'
  | 'not-hls'
  | 'empty-playlist'
  | 'media-unsupported'
  | 'media-decode'
  | 'invalid-frame'
  | 'unauthorized'
  | 'missing-scope'
  | 'rate-limited'
  | 'overloaded'
  | 'circuit-open'
  | 'invalid-response'
  | 'invalid-grant'
  | 'store'
  | 'undecipherable'
  | 'invalid-wall';

export interface T333ErrorOptions {
  /** What caused it, for logs; never shown to viewers. */
  cause?: unknown;
  /** Whether the same call may succeed later, unchanged. Default false. */
  retryable?: boolean;
}

/** The one error class of t333. `message` is for developers; elements show texts of their own by `code`. */
export class T333Error<Code extends T333ErrorCode = T333ErrorCode> extends Error {
  readonly code: Code;
  readonly retryable: boolean;

  constructor(code: Code, message: string, options: T333ErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'T333Error';
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}

/** The error that a cancelled call rejects with. */
export const abortError = (cause?: unknown): T333Error<'aborted'> =>
  new T333Error('aborted', 'The call was cancelled.', { cause });
