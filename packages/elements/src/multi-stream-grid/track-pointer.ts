export interface PointerTrack {
  /** @param dx CSS px from where it began */
  move(dx: number, dy: number, event: PointerEvent): void;
  /** @param dropped false when the pointer was lost, or Escape was pressed */
  end(dropped: boolean, dx: number, dy: number): void;
}

/** Below this, in CSS px, a press is a click: a finger's tremble. */
const SLOP_PX = 4;

/** Follows one pointer from its press to its release, wherever it goes. */
export function trackPointer(press: PointerEvent, { move, end }: PointerTrack): void {
  const target = press.currentTarget as HTMLElement;
  const life = new AbortController();
  const { signal } = life;
  let dx = 0;
  let dy = 0;
  let moved = false;
  const finish = (dropped: boolean): void => {
    if (signal.aborted) return;
    life.abort();
    if (moved) end(dropped, dx, dy);
  };
  target.setPointerCapture(press.pointerId);
  target.addEventListener(
    'pointermove',
    (event) => {
      dx = event.clientX - press.clientX;
      dy = event.clientY - press.clientY;
      moved ||= Math.hypot(dx, dy) > SLOP_PX;
      if (moved) move(dx, dy, event);
    },
    { signal },
  );
  target.addEventListener('pointerup', () => finish(true), { signal });
  target.addEventListener('lostpointercapture', () => finish(false), { signal });
  target.ownerDocument.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      finish(false);
    },
    { signal, capture: true },
  );
}
