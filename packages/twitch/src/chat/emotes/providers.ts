/** An emote as its provider tells of it. */
export interface ProvidedEmote {
  readonly id: string;
  /** The word that stands for it. */
  readonly code: string;
  /** It lies over the emote before it. */
  readonly zeroWidth: boolean;
}

/** Where emotes of one kind come from, and how to read what comes. */
export interface EmoteProvider {
  /** As it stands in `EmoteFragment.provider`. */
  readonly name: string;
  readonly globalUrl: string;
  /** The emotes of one channel. @param roomId Twitch's id of the broadcaster */
  channelUrl(roomId: string): string;
  /** The emotes of an answer; what is none is left out. */
  read(answer: unknown): ProvidedEmote[];
  /** @param scale device pixels for each CSS pixel, one of `scales` */
  imageUrl(id: string, scale: number): string;
  readonly scales: readonly number[];
}

type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Ids become parts of addresses, and codes are words: others are none. */
function emote(id: unknown, code: unknown, zeroWidth: boolean): ProvidedEmote[] {
  const key = String(id);
  if (!/^[\w-]{1,64}$/.test(key) || typeof code !== 'string' || !/^\S{1,100}$/.test(code)) return [];
  return [{ id: key, code, zeroWidth }];
}

/** BetterTTV names them in its source, and nowhere in its answers. */
const BTTV_ZERO_WIDTH: ReadonlySet<unknown> = new Set(
  'SoSnowy IceCold SantaHat TopHat ReinDeer CandyCane cvMask cvHazmat'.split(' '),
);

export const bttvEmotes: EmoteProvider = {
  name: 'bttv',
  globalUrl: 'https://api.betterttv.net/3/cached/emotes/global',
  channelUrl: (roomId) => `https://api.betterttv.net/3/cached/users/twitch/${roomId}`,
  read(answer) {
    const { channelEmotes, sharedEmotes } = fields(answer);
    return [...list(answer), ...list(channelEmotes), ...list(sharedEmotes)]
      .map(fields)
      .flatMap(({ id, code, modifier }) =>
        // A modifier turns the emote beside it, and has no picture of its own.
        modifier === true ? [] : emote(id, code, BTTV_ZERO_WIDTH.has(code)),
      );
  },
  imageUrl: (id, scale) => `https://cdn.betterttv.net/emote/${id}/${scale}x`,
  scales: [1, 2, 3],
};

export const ffzEmotes: EmoteProvider = {
  name: 'ffz',
  globalUrl: 'https://api.frankerfacez.com/v1/set/global',
  channelUrl: (roomId) => `https://api.frankerfacez.com/v1/room/id/${roomId}`,
  read(answer) {
    const { sets, default_sets: defaults } = fields(answer);
    const ids = Array.isArray(defaults) ? new Set(defaults.map(String)) : null;
    return Object.entries(fields(sets))
      .filter(([id]) => !ids || ids.has(id))
      .flatMap(([, set]) => list(fields(set)['emoticons']))
      .map(fields)
      .flatMap(({ id, name, modifier, modifier_flags: flags, hidden }) =>
        // A modifier without a picture is hidden.
        hidden === true || (modifier === true && (Number(flags) & 1) === 1) ? [] : emote(id, name, modifier === true),
      );
  },
  imageUrl: (id, scale) => `https://cdn.frankerfacez.com/emote/${id}/${scale}`,
  // Few have more, and an image that is not there is a broken one.
  scales: [1],
};

const SEVEN_TV_ACTIVE_ZERO_WIDTH = 1;
const SEVEN_TV_ZERO_WIDTH = 1 << 8;

export const sevenTvEmotes: EmoteProvider = {
  name: '7tv',
  globalUrl: 'https://7tv.io/v3/emote-sets/global',
  channelUrl: (roomId) => `https://7tv.io/v3/users/twitch/${roomId}`,
  read(answer) {
    const { emotes, emote_set: set } = fields(answer);
    return [...list(emotes), ...list(fields(set)['emotes'])].map(fields).flatMap(({ id, name, flags, data }) => {
      const isOver =
        (Number(flags) & SEVEN_TV_ACTIVE_ZERO_WIDTH) > 0 || (Number(fields(data)['flags']) & SEVEN_TV_ZERO_WIDTH) > 0;
      return emote(id, name, isOver);
    });
  },
  imageUrl: (id, scale) => `https://cdn.7tv.app/emote/${id}/${scale}x.webp`,
  scales: [1, 2, 3, 4],
};
