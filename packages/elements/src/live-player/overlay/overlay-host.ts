import type { SourceRegistry } from '@t333/core/player';
import type { Clock } from '@t333/core/time';
import type { MediaShape } from '../media-shape.ts';

/** The element that the overlay lies upon. */
export type OverlayHost = MediaShape & {
  readonly src: string | null;
  readonly poster: string | null;
  readonly label: string | null;
  readonly startsAt: Date | number | string | null;
  readonly preload: string | null;
  readonly sources: SourceRegistry;
  readonly autoplay: boolean;
  readonly controls: boolean;
  readonly clock: Clock;
  load(): void;
};
