export { ChannelSchedule, type ChannelScheduleOptions, type ChannelScheduleState } from './channel-schedule.ts';
export type { CreatorApi, ScheduleApi, ScheduleReadApi, StreamKeysApi, StreamsApi } from './creator-api.ts';
export { toIcs, type IcsOptions } from './ics.ts';
export { countdownTo, nextOccurrence, upcoming, type Countdown, type Occurrence } from './occurrences.ts';
export { restCreatorApi, restSchedule, type RestApiOptions } from './rest-api.ts';
export { realtimeRoom, type RoomSink, type RoomSource } from './room-source.ts';
export {
  checkDraft,
  faultsOf,
  MAX_DESCRIPTION_LENGTH,
  MAX_DURATION_MINUTES,
  MAX_TITLE_LENGTH,
  RECURRENCES,
  startOf,
  type DraftFault,
  type Recurrence,
  type ScheduleDraft,
  type ScheduleItem,
} from './schedule-item.ts';
export { SessionErrorEvent, SessionStatusEvent, type SessionEvents } from './session-events.ts';
export {
  mayAsk,
  NEW_SESSION,
  nextSession,
  statusOf,
  type CreatorStream,
  type EncoderStatus,
  type SessionFacts,
  type SessionInput,
  type SessionRequest,
  type SessionStatus,
  type StreamStatus,
} from './session-state.ts';
export {
  isSameSetting,
  LATENCY_MODES,
  MAX_DVR_WINDOW_SECONDS,
  MAX_MIN_AGE,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  SETTINGS_FIELDS,
  VISIBILITIES,
  type CreatorSettings,
  type LatencyMode,
  type SettingsField,
  type SomeSettings,
  type StreamCategory,
  type StreamVisibility,
} from './settings.ts';
export { SettingsRefusal, type SettingsAnswer, type SettingsApi } from './settings-api.ts';
export { SettingsDraft, type SettingsDraftState } from './settings-draft.ts';
export { maxLengthOf, readTags, settingsFault, settingsFaults, type SettingsFault } from './settings-faults.ts';
export { restSettings } from './settings-rest.ts';
export { KEY_SLOTS, type KeySlot, type StreamKey } from './stream-key.ts';
export {
  GRACE_MS,
  REVEALED_MS,
  StreamKeys,
  type KeyState,
  type StreamKeysOptions,
  type StreamKeysState,
} from './stream-keys.ts';
export { SESSION_INTERVAL_MS, StreamSession, type SessionState, type StreamSessionOptions } from './stream-session.ts';
export { instantIn, isTimeZone, wallTimeIn, zoneOffsetMs } from './zone-time.ts';
