/** The subject of a token that belongs to the application and to no user. */
export const APP = 'app';

/** A token that Twitch's API takes. */
export interface AccessToken {
  readonly value: string;
  /** `app`, or the id of the user whom it speaks for. */
  readonly subject: string;
  readonly scopes: readonly string[];
  /** Unix milliseconds; null while unknown. */
  readonly expiresAtMs: number | null;
}

export interface TokenOptions {
  signal?: AbortSignal;
}

/** Where calls get their tokens from. Whatever happens at the same time for one subject happens once. */
export interface TokenSource {
  /**
   * The token to call with.
   *
   * @param subject `app`, a user's id, or nothing for whom the source speaks for by default
   * @throws T333Error `unauthorized` if there is none for that subject
   */
  getToken(subject?: string, options?: TokenOptions): Promise<AccessToken>;
  /**
   * Another token, in place of one that Twitch refused. Who brings a token that was replaced meanwhile gets the new one.
   *
   * @throws T333Error `unauthorized` if none can be had, `invalid-grant` if the user has to sign in again
   */
  renew(refused: AccessToken, options?: TokenOptions): Promise<AccessToken>;
}
