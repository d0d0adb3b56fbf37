import { StoredTexts, type StoredTextsOptions } from '../state/stored-texts.ts';

export type ConsentStoreOptions = StoredTextsOptions;

/** Records by key: in a storage that all tabs share, and for as long as the page is open where that refuses. */
export class ConsentStore extends StoredTexts {}

/** What all gates of a page share. */
export const pageConsents: ConsentStore = /* @__PURE__ */ new ConsentStore();
