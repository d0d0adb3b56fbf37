import { defineElement } from '../base/define-element.ts';
import { PlaybackStats } from './playback-stats.ts';

defineElement('playback-stats', PlaybackStats);
