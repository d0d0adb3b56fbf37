import { TwitchHttpError } from '../helix/http-error.ts';
import { idRequestWithRetries, type IdOptions } from './id-request.ts';

export interface RevokeOptions extends IdOptions {
  clientId: string;
}

/** Makes Twitch forget an access token. One that Twitch does not know, or no longer, is revoked as well. */
export async function revokeToken(token: string, { clientId, ...options }: RevokeOptions): Promise<void> {
  try {
    await idRequestWithRetries('/revoke', { form: { client_id: clientId, token } }, options);
  } catch (error) {
    if (error instanceof TwitchHttpError && /invalid token/i.test(error.message)) return;
    throw error;
  }
}
