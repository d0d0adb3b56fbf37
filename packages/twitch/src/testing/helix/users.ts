import type { User } from 'ts-twitch-api';
import { Refused } from '../refused.ts';
import type { HelixCall } from './call.ts';
import type { HelixEndpoint } from './endpoint.ts';

/** The limit is for ids and logins together. */
const MAX_USERS = 100;

function getUsers(call: HelixCall): object {
  const { world, token } = call;
  const ids = call.list('id');
  const logins = call.list('login');
  if (ids.length + logins.length > MAX_USERS) {
    throw new Refused(400, `The total number of "id" and "login" values must be at most ${MAX_USERS}`);
  }
  if (logins.some((login) => !/^\w+$/.test(login)) || ids.some((id) => !/^\d+$/.test(id))) {
    throw new Refused(400, 'Invalid login names, emails or IDs in request');
  }
  if (ids.length + logins.length === 0) {
    if (token.userId === null) throw new Refused(400, 'Must provide an ID, Login or OAuth Token.');
    ids.push(world.user({ id: token.userId }).id);
  }
  const found = [...ids.map((id) => world.findUser({ id })), ...logins.map((login) => world.findUser({ login }))];
  const users = [...new Set(found)].filter((user): user is User => user !== undefined);
  return { data: users.map((user) => withoutSecrets(user, call)) };
}

/** The address is shown to its owner, with the scope for it. */
function withoutSecrets(user: User, { token }: HelixCall): object {
  const { email, ...rest } = user as User & { email?: string };
  const mayRead = token.userId === user.id && token.scopes.includes('user:read:email');
  return mayRead && email !== undefined ? { ...rest, email } : rest;
}

export const USER_ENDPOINTS: readonly HelixEndpoint[] = [{ method: 'GET', path: '/users', run: getUsers }];
