import { applyWishes as applyLiveWishes, type LiveWishes } from '../live-wishes.ts';
import { keepPreferences } from '../kept-preferences.ts';
import { dressSlottedVideo, type SlottedVideoHost } from './slotted-video.ts';

/** Tells the player, and a video of the page, what the page wants, and what the viewer has chosen before. */
export function applyWishes(host: LiveWishes & SlottedVideoHost): void {
  dressSlottedVideo(host);
  applyLiveWishes(host);
  keepPreferences(host);
}
