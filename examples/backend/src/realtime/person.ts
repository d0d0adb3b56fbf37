import type { Account } from '../auth/accounts.ts';
import type { Scope } from '../auth/scopes.ts';
import type { RtUser } from '../protocol.ts';

/** Who acts: an account, and what the session or the token behind it allows. */
export interface Person {
  readonly user: RtUser;
  readonly siteRole: Account['role'];
  readonly scopes: readonly Scope[];
  /** Of the session or the token by which a socket was opened. */
  readonly secretHash?: string | null;
}

export const personOf = ({ id, handle, name, role, scopes }: Account & { scopes: readonly Scope[] }): Person => ({
  user: { id, handle, name },
  siteRole: role,
  scopes,
});
