import type { Stream } from 'ts-twitch-api';
import type { CallOptions, HelixReads } from './call.ts';
import { lookUp, type LookUp } from './look-up.ts';

const byLogin: LookUp<Stream> = (helix: HelixReads, asked: string | Iterable<string>, options?: CallOptions) =>
  lookUp(
    asked,
    options,
    async (one, call) => (await helix.get('/streams', { ...call, query: { user_login: one } })).data[0],
  );

/** What channels show, one or any number of them: 100 are one request. Null stands for those that are not live, or do not exist. */
export const streams: { readonly byLogin: LookUp<Stream> } = { byLogin };

/** Which of these channels are live: any number of logins. @returns what they show, or null, by login */
export const checkLive = (
  helix: HelixReads,
  logins: Iterable<string>,
  options?: CallOptions,
): Promise<Map<string, Stream | null>> => byLogin(helix, logins, options);
