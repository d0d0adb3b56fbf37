import type { PlayerEvents, StreamPlayer } from '@t333/core/player';

/** `<live-player>` plays through another player than before. */
export class PlayerChangeEvent extends Event {
  /** The new one; null where there is none any more. */
  readonly player: StreamPlayer | null;

  constructor(player: StreamPlayer | null) {
    super('playerchange');
    this.player = player;
  }
}

/**
 * What only a media element can tell, passed on as it comes. The rest comes from the player, which knows who caused it.
 */
export const VIDEO_EVENTS = [
  'loadstart',
  'durationchange',
  'loadedmetadata',
  'loadeddata',
  'progress',
  'canplay',
  'canplaythrough',
  'suspend',
  'stalled',
  'waiting',
  'playing',
  'emptied',
  'resize',
  'enterpictureinpicture',
  'leavepictureinpicture',
] as const;

export const PLAYER_EVENTS = [
  'play',
  'pause',
  'seeking',
  'seeked',
  'ratechange',
  'volumechange',
  'captionchange',
  'audiotrackchange',
  'timeupdate',
  'firstframe',
  'ended',
  'error',
] as const satisfies readonly (keyof PlayerEvents)[];

/** Every event of `<live-player>`. None of them bubbles, as with a media element. */
export interface LivePlayerEvents extends PlayerEvents, Record<(typeof VIDEO_EVENTS)[number], Event> {
  playerchange: PlayerChangeEvent;
}
