import type { User } from 'ts-twitch-api';
import type { CallOptions, HelixReads } from './call.ts';
import { lookUp, type LookUp } from './look-up.ts';

const by =
  (name: 'id' | 'login'): LookUp<User> =>
  (helix: HelixReads, asked: string | Iterable<string>, options?: CallOptions) =>
    lookUp(
      asked,
      options,
      async (one, call) => (await helix.get('/users', { ...call, query: { [name]: one } })).data[0],
    );

/** Users of Twitch, one or any number of them: 100 are one request. Null stands for those who do not exist. */
export const users: { readonly byId: LookUp<User>; readonly byLogin: LookUp<User> } = {
  byId: by('id'),
  byLogin: by('login'),
};
