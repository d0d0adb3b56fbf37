export { SettingsDirtyEvent, SettingsSaveEvent } from './settings-panel.events.ts';
export { SettingsPanel } from './settings-panel.ts';
