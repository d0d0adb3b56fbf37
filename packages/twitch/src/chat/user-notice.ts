import type { ChatNoticeEvent } from '@t333/core/chat';

/** Facts that come with every USERNOTICE of a kind, by Twitch's names in camel case. `1000` is tier 1, `Prime` is Prime. */
interface SubDetails {
  cumulativeMonths?: number;
  shouldShareStreak?: boolean;
  streakMonths?: number;
  subPlan?: string;
  subPlanName?: string;
  wasGifted?: boolean;
}

interface GiftDetails {
  months?: number;
  giftMonths?: number;
  recipientDisplayName?: string;
  recipientId?: string;
  recipientUserName?: string;
  senderCount?: number;
  subPlan?: string;
  subPlanName?: string;
  originId?: string;
}

interface MysteryGiftDetails {
  massGiftCount?: number;
  senderCount?: number;
  subPlan?: string;
  originId?: string;
}

interface UpgradeDetails {
  promoGiftTotal?: number;
  promoName?: string;
  senderLogin?: string;
  senderName?: string;
}

/** What `details` of a `notice` holds, by its `kind`. Twitch leaves fields out as it likes. */
export interface UserNoticeDetails {
  sub: SubDetails;
  resub: SubDetails;
  subgift: GiftDetails;
  anonsubgift: GiftDetails;
  submysterygift: MysteryGiftDetails;
  anonsubmysterygift: MysteryGiftDetails;
  giftpaidupgrade: UpgradeDetails;
  anongiftpaidupgrade: UpgradeDetails;
  primepaidupgrade: { subPlan?: string };
  rewardgift: {
    domain?: string;
    selectedCount?: number;
    totalRewardCount?: number;
    triggerAmount?: number;
    triggerType?: string;
  };
  raid: { displayName?: string; login?: string; viewerCount?: number; profileImageURL?: string };
  announcement: { color?: string };
  viewermilestone: { category?: string; copoReward?: number; id?: string; value?: number };
  sharedchatnotice: Record<never, never>;
  bitsbadgetier: { threshold?: number };
  ritual: { ritualName?: string };
  modiversary: { years?: number };
  socialsharingbadge: Record<never, never>;
}

export type UserNoticeKind = keyof UserNoticeDetails;

/** Those that are numbers where they look like one: a name may be `12345`, too. */
const NUMBERS = /(months|count|total|amount|threshold|value|years|reward)$/i;
/** Twitch writes some as 1 and 0, others as words. */
const FLAGS = /^(should|was|is)[A-Z]/;

/**
 * The facts of a notice of one kind, with names in camel case, numbers as numbers and flags as booleans; null for another kind.
 *
 * @example
 * const raid = readUserNotice(notice, 'raid');
 * if (raid) console.log(raid.displayName, raid.viewerCount);
 */
export function readUserNotice<Kind extends UserNoticeKind>(
  { kind, details }: Pick<ChatNoticeEvent, 'kind' | 'details'>,
  wanted: Kind,
): Readonly<UserNoticeDetails[Kind]> | null {
  if (kind !== wanted) return null;
  const facts = Object.entries(details).map(([key, value]) => {
    const name = key.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const text = String(value);
    if (NUMBERS.test(name) && /^\d{1,15}$/.test(text)) return [name, Number(text)];
    return [name, FLAGS.test(name) ? text === '1' || text === 'true' : text];
  });
  return Object.freeze(Object.fromEntries(facts));
}
