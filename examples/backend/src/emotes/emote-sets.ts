import type { Emote } from './emotes.ts';

/** Emotes under one head, as `<live-chat>` takes them. */
export interface EmoteSet {
  id: string;
  title: string;
  emotes: ShownEmote[];
}

export interface ShownEmote {
  id: string;
  text: string;
  provider: string;
  images: { url: string; scale: number }[];
  animated: boolean;
  locked: boolean;
}

/**
 * Emotes by their packs, in their order.
 *
 * @param base where pictures of this server are
 * @param options who is none sees what is for subscribers, and cannot pick it
 */
export function emoteSets(
  emotes: readonly Emote[],
  base: string,
  { isSubscriber }: { isSubscriber: boolean },
): EmoteSet[] {
  const sets = new Map<string, EmoteSet>();
  for (const { id, channelId, code, pack, imageUrl, isAnimated, isForSubscribers } of emotes) {
    const name = `${channelId ?? 'global'}/${pack}`;
    const set = sets.get(name) ?? { id: name, title: pack, emotes: [] };
    sets.set(name, set);
    set.emotes.push({
      id,
      text: code,
      provider: 't333',
      images: [{ url: new URL(imageUrl, base).href, scale: 1 }],
      animated: isAnimated,
      locked: isForSubscribers && !isSubscriber,
    });
  }
  return [...sets.values()];
}
