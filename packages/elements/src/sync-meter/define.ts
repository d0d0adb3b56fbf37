import { defineElement } from '../base/define-element.ts';
import { SyncMeter } from './sync-meter.ts';

defineElement('sync-meter', SyncMeter);
