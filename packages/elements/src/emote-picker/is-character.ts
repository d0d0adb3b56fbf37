const CHARACTER = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[\d#*]\ufe0f?\u20e3)/u;

/** Whether an emote is a character of its own, and no word that stands for a picture. */
export const isCharacter = (text: string): boolean => CHARACTER.test(text);
