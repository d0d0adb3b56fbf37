export { chooseTrack, type ChoosableTrack, type TrackPreference } from './choose-track.ts';
export { canonicalLanguage, matchLanguage, type LanguageMatch } from './match-language.ts';
export {
  formatPreferences,
  NO_PREFERENCES,
  parsePreferences,
  PREFERENCES_VERSION,
  type Preferences,
} from './preference-record.ts';
export { PreferenceKeeper, type PreferenceKeeperOptions, type PreferredPlayer } from './preference-keeper.ts';
export { pagePreferences, ViewerPreferences, type ViewerPreferencesOptions } from './viewer-preferences.ts';
export { StoredTexts, type StoredTextsOptions } from '../state/stored-texts.ts';
