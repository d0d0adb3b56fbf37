/**
 * Registers every element under its own name. A tag that is taken already is left alone, with a warning.
 *
 * @module
 */
import './age-gate/define.ts';
import './control-room/define.ts';
import './emote-picker/define.ts';
import './global-timeline/define.ts';
import './health-panel/define.ts';
import './live-badge/define.ts';
import './live-card/define.ts';
import './live-chat/define.ts';
import './live-player/define.ts';
import './live-tip-ticker/define.ts';
import './moderation-panel/define.ts';
import './multi-stream-grid/define.ts';
import './performance-warning/define.ts';
import './playback-stats/define.ts';
import './settings-panel/define.ts';
import './stream-key-card/define.ts';
import './stream-schedule/define.ts';
import './sync-meter/define.ts';
import './vod-offset-controls/define.ts';
import './wall-stats/define.ts';
