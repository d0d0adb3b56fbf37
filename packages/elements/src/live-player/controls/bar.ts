import type { LiveState, PlayerState } from '@t333/core/player';
import { html, nothing, type TemplateResult } from 'lit';
import { wallClockText } from '../../base/clock-text.ts';
import { formatTime } from '../../base/format-time.ts';
import * as icons from '../../base/icons.ts';
import { fractionOf, slider } from '../../base/slider.ts';
import { localize } from '../../i18n/localize.ts';
import type { MediaShape } from '../media-shape.ts';
import {
  audibleVolume,
  isPaused,
  isPictureInPicture,
  SEEK_STEP_SECONDS,
  setVolume,
  toggleFullscreen,
  toggleMute,
  togglePictureInPicture,
  togglePlay,
  VOLUME_STEP,
} from './commands.ts';
import { messages } from './messages.ts';
import { LIVE_EDGE_SECONDS, seekRange, type SeekRange } from './seek-range.ts';

/** Why it did not work stands in the player's state. */
function ignore(): void {}

const SEEK_PAGE_SECONDS = 30;
const VOLUME_PAGE = 0.2;

type Drawn = TemplateResult | typeof nothing;

export interface BarOptions {
  host: MediaShape;
  /** Where the host's players usually play. */
  video: HTMLVideoElement;
  isIdle: boolean;
  menus: TemplateResult | undefined;
  /** Where a drag on the seek bar is, or null. */
  scrubSeconds: number | null;
  onScrub: (seconds: number | null) => void;
}

/** Draws the bar. */
export function renderBar({ host, video, isIdle, menus, scrubSeconds, onScrub }: BarOptions): Drawn {
  const { state } = host;
  if (!state) return nothing;
  const live = liveOf(host);
  const range = seekRange(state, host.seekable, live);
  const position = scrubSeconds ?? host.currentTime;
  return html`
    <div
      part="controls"
      class="controls ${isIdle ? 'idle' : ''}"
      role="group"
      aria-label=${text(host, 'controls.label')}
    >
      ${range ? renderSeekBar(host, range, position, onScrub) : nothing}
      <div class="row">
        ${renderPlay(host, state)} ${renderVolume(host, state)} ${renderTime(host, state, range, position, live)}
        <span class="space"></span>
        ${menus} ${renderScreen(host, video)}
      </div>
    </div>
  `;
}

/** Null where nobody follows the live edge. */
function liveOf(host: MediaShape): LiveState | null {
  const live = host.player?.live?.state.getSnapshot();
  return live && live.mode !== 'off' ? live : null;
}

const text = (host: MediaShape, key: keyof typeof messages, values?: Record<string, string>): string =>
  localize(host, messages, key, values);

function renderSeekBar(
  host: MediaShape,
  { start, end, isLive, startEpochMs }: SeekRange,
  position: number,
  onScrub: BarOptions['onScrub'],
): TemplateResult {
  const { buffered } = host;
  const percent = (seconds: number): number => 100 * fractionOf(seconds, start, end);
  const marks = Array.from({ length: buffered?.length ?? 0 }, (_, index) => {
    const span = `inset-inline: ${percent(buffered!.start(index))}% ${100 - percent(buffered!.end(index))}%`;
    return html`<div class="mark" .style=${span}></div>`;
  });
  const bar = slider({
    label: text(host, 'controls.seek'),
    min: start,
    max: end,
    value: position,
    step: SEEK_STEP_SECONDS,
    page: SEEK_PAGE_SECONDS,
    valueText: text(host, isLive ? 'controls.behind' : 'controls.position', {
      time: formatTime(isLive ? end - position : position),
      duration: formatTime(end),
    }),
    hint: (seconds) => {
      const time = formatTime(isLive ? seconds - end : seconds);
      if (startEpochMs === null) return time;
      return `${wallClockText(startEpochMs + (seconds - start) * 1000)} (${time})`;
    },
    marks,
    onInput: onScrub,
    onChange: (seconds) => {
      onScrub(null);
      host.currentTime = seconds;
    },
  });
  return html`<div part="seek" class="seek">${bar}</div>`;
}

function renderPlay(host: MediaShape, { phase }: PlayerState): TemplateResult {
  const paused = isPaused(host);
  const label = text(host, paused ? 'controls.play' : 'controls.pause');
  const icon = phase === 'ended' ? icons.replayIcon : paused ? icons.playIcon : icons.pauseIcon;
  return icons.iconButton('play', label, icon, () => togglePlay(host));
}

function renderVolume(host: MediaShape, { capabilities }: PlayerState): TemplateResult {
  const volume = audibleVolume(host);
  const label = text(host, volume > 0 ? 'controls.mute' : 'controls.unmute');
  const icon = volume > 0 ? icons.volumeIcon : icons.mutedIcon;
  const bar =
    capabilities.volume &&
    slider({
      label: text(host, 'controls.volume'),
      min: 0,
      max: 1,
      value: volume,
      step: VOLUME_STEP,
      page: VOLUME_PAGE,
      valueText: `${Math.round(volume * 100)} %`,
      onInput: (next) => setVolume(host, next),
    });
  return html`
    <div part="volume" class="volume">
      ${icons.iconButton('mute', label, icon, () => toggleMute(host))} ${bar || nothing}
    </div>
  `;
}

function renderTime(
  host: MediaShape,
  { streamType, duration }: PlayerState,
  range: SeekRange | null,
  position: number,
  live: LiveState | null,
): Drawn {
  if (streamType === 'on-demand') {
    return html`<span part="time" class="time">${formatTime(position)}<span> / ${formatTime(duration)}</span></span>`;
  }
  if (streamType !== 'live') return nothing;
  const label = text(host, 'controls.live');
  if (!range && !live) return html`<span part="live" class="live edge">${label}</span>`;
  // A drag shows where it would lead.
  const behind = live && position === host.currentTime ? live.behindSeconds : (range?.end ?? position) - position;
  const isEdge = live ? live.isAtEdge : behind <= LIVE_EDGE_SECONDS;
  const goLive = (): void => {
    if (live) void host.player!.live!.goLive().catch(ignore);
    else host.currentTime = range!.end;
  };
  return html`
    <button
      part="live"
      class="live ${isEdge ? 'edge' : ''}"
      title=${text(host, 'controls.goLive')}
      ?disabled=${isEdge}
      @click=${goLive}
    >
      ${label}
    </button>
    ${isEdge ? nothing : html`<span part="time" class="time">${formatTime(-behind)}</span>`}
  `;
}

function renderScreen(host: MediaShape, video: HTMLVideoElement): Drawn[] {
  const isFull = host.matches(':fullscreen');
  const insetLabel = isPictureInPicture(video) ? 'controls.exitPictureInPicture' : 'controls.enterPictureInPicture';
  const fullLabel = isFull ? 'controls.exitFullscreen' : 'controls.enterFullscreen';
  const fullIcon = isFull ? icons.exitFullscreenIcon : icons.fullscreenIcon;
  return [
    document.pictureInPictureEnabled && video.readyState > 0
      ? icons.iconButton('pip', text(host, insetLabel), icons.pictureInPictureIcon, () => togglePictureInPicture(video))
      : nothing,
    document.fullscreenEnabled || 'webkitEnterFullscreen' in video
      ? icons.iconButton('fullscreen', text(host, fullLabel), fullIcon, () => toggleFullscreen(host, video))
      : nothing,
  ];
}
