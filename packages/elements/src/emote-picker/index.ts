export { EmotePicker } from './emote-picker.ts';
export { EmotePickEvent } from './emote-picker.events.ts';
export type { EmoteSet, EmoteSets, PickerEmote } from './emote-sets.ts';
