/** What is known of one tile and the rung it should have. */
export interface SwitchObservation {
  /** The place in its ladder of what plays, or −1 while unknown. */
  readonly current: number;
  /** The place of what it was allocated, or −1 for nothing. */
  readonly target: number;
  /** Since its last switch, milliseconds; Infinity if there was none. */
  readonly sinceSwitchMs: number;
  /** How many allocations in a row have put the target on this side of `current`. */
  readonly ticksWanted: number;
  /** For how long they have, milliseconds. */
  readonly wantedForMs: number;
  readonly focused: boolean;
  /** It has just got or lost the focus, and nothing was switched since. */
  readonly focusChanged: boolean;
  /** Something of the present source has been loaded. */
  readonly hasFirstFragment: boolean;
  /** The budget was exceeded or its buffer will not last: waiting costs a stall. */
  readonly mustDrop: boolean;
}

/** One allocation can be the noise of one fragment. These figures kept nine live tiles steady on throttled links. */
export const UP_TICKS = 2;
export const UP_AFTER_MS = 4000;
/** Who looks at it wants it sharp. */
export const FOCUSED_UP_AFTER_MS = 1000;
/** A box that shrinks is often an animation on its way to another size. */
export const DOWN_AFTER_MS = 1000;

/**
 * Whether a tile takes the step to its target now.
 *
 * | first fragment | target | when | then |
 * | --- | --- | --- | --- |
 * | no | | | stay |
 * | yes | higher | the focus changed, or wanted for 2 ticks and 4 s after the last switch (focused: 1 s) | up |
 * | yes | lower | it must drop, or the focus changed, or wanted for 1 s | down |
 */
export function decideSwitch(tile: SwitchObservation): 'up' | 'down' | 'stay' {
  const { current, target, focusChanged } = tile;
  if (!tile.hasFirstFragment || current < 0 || target < 0) return 'stay';
  if (target > current) {
    const afterMs = tile.focused ? FOCUSED_UP_AFTER_MS : UP_AFTER_MS;
    return focusChanged || (tile.ticksWanted >= UP_TICKS && tile.sinceSwitchMs >= afterMs) ? 'up' : 'stay';
  }
  if (target < current) return tile.mustDrop || focusChanged || tile.wantedForMs >= DOWN_AFTER_MS ? 'down' : 'stay';
  return 'stay';
}
