import type { Clock } from '@t333/core/time';
import type { MediaShape } from '../media-shape.ts';

/** The element that the overlay lies upon. */
export type OverlayHost = MediaShape & {
  readonly src: string | null;
  readonly autoplay: boolean;
  readonly controls: boolean;
  readonly clock: Clock;
};
