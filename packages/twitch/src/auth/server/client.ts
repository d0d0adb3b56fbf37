import { clientWith, type OAuthClient, type PublicClientOptions } from '../client.ts';
import { clientCredentials } from './client-credentials.ts';
import { refuseBrowsers } from './refuse-browsers.ts';

export interface ConfidentialClientOptions extends PublicClientOptions {
  clientSecret: string;
}

/** A client with a secret: a server. The secret can be read from nothing that this returns. */
export function confidentialClient({ clientSecret, ...options }: ConfidentialClientOptions): OAuthClient {
  refuseBrowsers();
  return {
    ...clientWith(options, { client_secret: clientSecret }),
    appToken: (call) => clientCredentials({ ...options, ...call, clientSecret }),
  };
}
