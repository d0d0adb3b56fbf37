import type { SomeSettings } from '@t333/core/creator';

/** There is something that is not saved in a `<settings-panel>`, or there is not any more. */
export class SettingsDirtyEvent extends Event {
  readonly isDirty: boolean;

  constructor(isDirty: boolean) {
    super('settingsdirty', { bubbles: true, composed: true });
    this.isDirty = isDirty;
  }
}

/** A `<settings-panel>` has saved: the server has said so. */
export class SettingsSaveEvent extends Event {
  /** How all of it is now. */
  readonly settings: SomeSettings;

  constructor(settings: SomeSettings) {
    super('settingssave', { bubbles: true, composed: true });
    this.settings = settings;
  }
}

declare global {
  interface HTMLElementEventMap {
    settingsdirty: SettingsDirtyEvent;
    settingssave: SettingsSaveEvent;
  }
}
