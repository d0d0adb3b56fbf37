export {
  AgeConsent,
  consentKey,
  DEFAULT_MIN_AGE_YEARS,
  DEFAULT_TTL_DAYS,
  type AgeConsentOptions,
  type AgeConsentPhase,
  type AgeConsentState,
  type VerifyAge,
  type VerifyRequest,
} from './age-consent.ts';
export { consentUntil, type ConsentTerms } from './consent-expiry.ts';
export { CONSENT_VERSION, formatConsent, parseConsent, type ConsentRecord } from './consent-record.ts';
export { ConsentStore, pageConsents, type ConsentStoreOptions } from './consent-store.ts';
