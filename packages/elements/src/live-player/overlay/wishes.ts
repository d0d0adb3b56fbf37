import { applyWishes as applyLiveWishes, type LiveWishes } from '../live-wishes.ts';
import { keepPreferences } from '../kept-preferences.ts';

/** Tells the player what the page wants, and what the viewer has chosen before. */
export function applyWishes(host: LiveWishes): void {
  applyLiveWishes(host);
  keepPreferences(host);
}
