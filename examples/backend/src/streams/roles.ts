import type { Account } from '../auth/accounts.ts';
import type { Standing } from './ports.ts';
import type { ChannelRole } from './state-machine.ts';

/** What somebody is in a channel. @param account null is nobody that is known */
export async function roleIn(channelId: string, account: Account | null, standing: Standing): Promise<ChannelRole> {
  if (!account) return 'viewer';
  if (account.id === channelId) return 'broadcaster';
  if (account.role === 'admin') return 'admin';
  if (account.role === 'moderator' || (await standing.isModerator(account.id, channelId))) return 'moderator';
  return (await standing.isSubscriber(account.id, channelId)) ? 'subscriber' : 'viewer';
}
