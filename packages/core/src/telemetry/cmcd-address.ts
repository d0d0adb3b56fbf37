/** What is left as it is: nothing but HTTP has a server, and these are signed with all of their query (AWS, CloudFront). */
const UNTOUCHED = /^(?!https?:)|[?&](?:X-Amz-Signature|Key-Pair-Id)=/i;

/** Whether an address may get a parameter more. */
export const takesQuery = (url: string): boolean => !UNTOUCHED.test(url);

/** Adds a parameter to an address, or replaces it; what follows a `#` never went to a server. */
export function addToQuery(url: string, parameter: string): string {
  const plain = withoutCmcd(url.replace(/#.*$/s, ''));
  return `${plain}${plain.includes('?') ? '&' : '?'}${parameter}`;
}

/** The address as it was before. */
export const withoutCmcd = (url: string): string =>
  url.replace(/([?&])CMCD=[^&#]*(&?)/g, (_all, before: string, after: string) => (after ? before : ''));
