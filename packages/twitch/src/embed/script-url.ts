import { T333Error } from '@t333/core/errors';

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** The one name that t333 asks pages to allow. */
const POLICY_NAME = 't333';

/** A name can be taken only once, where the page does not say `'allow-duplicates'`. */
const trusted = new Map<string, string>();

/**
 * Makes of an address what a `<script>` takes under Trusted Types.
 *
 * @throws T333Error `unsupported` where the page does not allow the policy
 */
export function trustedScriptUrl(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return url;
  try {
    // For this one address: nobody can use it for another.
    const createScriptURL = (asked: string): string => (asked === url ? asked : 'about:invalid');
    const known = trusted.get(url) ?? trustedTypes.createPolicy(POLICY_NAME, { createScriptURL }).createScriptURL(url);
    trusted.set(url, known);
    return known;
  } catch (cause) {
    throw new T333Error('unsupported', `The page allows no (other) Trusted Types policy named ${POLICY_NAME}.`, {
      cause,
    });
  }
}
