/** All that is needed before the first source of Twitch; the rest comes with its player. */
export const PREFIX: RegExp = /^twitch:/i;
const HOSTS = /^(?:(?:www|m|go|player|clips)\.)?twitch\.tv$/;

/** Whether a text speaks of Twitch, playable or not: `twitch:…`, or an address of twitch.tv. */
export const isTwitchSource = (text: string): boolean => PREFIX.test(text.trim()) || readTwitchUrl(text) !== null;

/** An address of twitch.tv, or null. */
export function readTwitchUrl(text: string): URL | null {
  const trimmed = text.trim();
  // As it is copied from an address bar that hides the scheme.
  const full = /^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (!/^https?:\/\/(?:[a-z]+\.)?twitch\.tv(?:[/?#]|$)/i.test(full) || !URL.canParse(full)) return null;
  const url = new URL(full);
  return HOSTS.test(url.hostname) ? url : null;
}
