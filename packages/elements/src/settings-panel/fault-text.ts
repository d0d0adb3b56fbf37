import type { SettingsFault, SettingsField } from '@t333/core/creator';
import { cutText } from '../base/cut-text.ts';
import { localize } from '../i18n/localize.ts';
import { messages } from './messages.ts';

const MAX_WORD_UNITS = 30;
const MAX_REASON_UNITS = 200;
const MINUTE_SECONDS = 60;

/** What is wrong with a field, for people: in the unit in which it is written. */
export function faultText(host: Element, field: SettingsField, fault: SettingsFault): string {
  const values: Record<string, string | number> = { ...fault };
  if ('word' in fault) values['word'] = cutText(fault.word, MAX_WORD_UNITS);
  if ('reason' in fault) values['reason'] = cutText(fault.reason, MAX_REASON_UNITS);
  if (fault.code === 'out-of-range' && field === 'dvrWindowSec') values['max'] = fault.max / MINUTE_SECONDS;
  return localize(host, messages, `settings.fault.${fault.code}`, values);
}
