import { defineElement } from '../base/define-element.ts';
import { SettingsPanel } from './settings-panel.ts';

defineElement('settings-panel', SettingsPanel);

// With them TypeScript knows the tag, and its events.
export type { SettingsPanel } from './settings-panel.ts';
export type { SettingsDirtyEvent, SettingsSaveEvent } from './settings-panel.events.ts';
