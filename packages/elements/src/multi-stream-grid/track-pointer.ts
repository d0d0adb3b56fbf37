export interface PointerTrack {
  /** @param dx CSS px from where it began */
  move(dx: number, dy: number): void;
  /** After a movement only. @param dropped false when the pointer was lost, or Escape was pressed */
  end(dropped: boolean, dx: number, dy: number): void;
}

/** Below this, in CSS px, a press is a click: a finger's tremble. */
const SLOP_PX = 4;

/** Follows one pointer from its press to its release, wherever it goes, even when what it took is removed meanwhile. */
export function trackPointer(press: PointerEvent, { move, end }: PointerTrack): void {
  const target = press.currentTarget as HTMLElement;
  const document = target.ownerDocument;
  const life = new AbortController();
  const options = { signal: life.signal, capture: true };
  let dx = 0;
  let dy = 0;
  let moved = false;
  const finish = (dropped: boolean): void => {
    if (life.signal.aborted) return;
    life.abort();
    if (moved) end(dropped, dx, dy);
  };
  const on = (type: 'pointermove' | 'pointerup' | 'pointercancel', act: (event: PointerEvent) => void): void =>
    document.addEventListener(type, (event) => event.pointerId === press.pointerId && act(event), options);
  target.setPointerCapture(press.pointerId);
  on('pointermove', (event) => {
    dx = event.clientX - press.clientX;
    dy = event.clientY - press.clientY;
    moved ||= Math.hypot(dx, dy) > SLOP_PX;
    if (moved) move(dx, dy);
  });
  on('pointerup', () => finish(true));
  on('pointercancel', () => finish(false));
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      finish(false);
    },
    options,
  );
}
