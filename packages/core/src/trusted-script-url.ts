import { T333Error } from './errors.ts';

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** The one name that t333 asks pages to allow. */
const POLICY_NAME = 't333';

/** A name can be taken only once, where the page does not say `'allow-duplicates'`: nothing else in t333 makes a policy. */
let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/**
 * Makes of an address what a script element or a `Worker` takes under Trusted Types. Which addresses are good is for the caller to know: one
 * that a page was only told of is not.
 *
 * @throws T333Error `unsupported` where the page does not allow the policy
 */
export function trustedScriptUrl(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return url;
  try {
    policy ??= trustedTypes.createPolicy(POLICY_NAME, { createScriptURL: (address) => address });
  } catch (cause) {
    throw new T333Error('unsupported', `The page allows no (other) Trusted Types policy named ${POLICY_NAME}.`, {
      cause,
    });
  }
  return policy.createScriptURL(url);
}
