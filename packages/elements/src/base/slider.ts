import { html, nothing, type TemplateResult } from 'lit';

export interface SliderOptions {
  /** Its accessible name. */
  label: string;
  min: number;
  max: number;
  value: number;
  /** What an arrow key moves it by. */
  step: number;
  /** What Page Up and Page Down move it by. */
  page: number;
  /** The value in words, for screen readers: `1 minute 5 seconds`, `40 %`. */
  valueText: string;
  /** Each value that the viewer passes over: while dragging, and by key. */
  onInput: (value: number) => void;
  /** The value that the viewer settled on, which is the one shown at the end of a drag, or the one that a key led to. */
  onChange?: (value: number) => void;
  /** Shown above the pointer for the value that lies under it. */
  hint?: (value: number) => string;
  /** Drawn on the track, below the thumb: buffered ranges, markers. */
  marks?: unknown;
}

type SliderEvent<Type extends Event> = Type & { readonly currentTarget: HTMLElement };

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));

/** Where `value` lies between the ends, 0 to 1. */
export const fractionOf = (value: number, min: number, max: number): number =>
  max > min ? clamp((value - min) / (max - min), 0, 1) : 0;

/** The value that a key asks for, or null where the key means nothing to a slider. */
export function valueForKey(
  key: string,
  { min, max, value, step, page }: Pick<SliderOptions, 'min' | 'max' | 'value' | 'step' | 'page'>,
  isRtl: boolean,
): number | null {
  const forwards = isRtl ? -step : step;
  const moves: Record<string, number> = {
    ArrowRight: forwards,
    ArrowLeft: -forwards,
    ArrowUp: step,
    ArrowDown: -step,
    PageUp: page,
    PageDown: -page,
    Home: min - value,
    End: max - value,
  };
  return Object.hasOwn(moves, key) ? clamp(value + moves[key]!, min, max) : null;
}

const isRtl = (element: Element): boolean => getComputedStyle(element).direction === 'rtl';

/**
 * A slider for mouse, touch, pen and keyboard, as part of another element's template; style it with `sliderStyles`.
 * It keeps nothing: during a drag its owner shows the value that `onInput` gave.
 */
export function slider(options: SliderOptions): TemplateResult {
  const { min, max, value, label, valueText, hint, marks, onInput, onChange } = options;

  const onPointer = (event: SliderEvent<PointerEvent>): void => {
    const { currentTarget: target, pointerId } = event;
    if (event.type === 'pointerdown') {
      if (event.button !== 0 || !event.isPrimary) return;
      target.setPointerCapture(pointerId);
      target.focus({ focusVisible: false } as FocusOptions);
      // Else a drag selects text and starts the focus anew.
      event.preventDefault();
    }
    const { left, width } = target.getBoundingClientRect();
    const fraction = fractionOf(event.clientX, left, left + width);
    const under = min + (isRtl(target) ? 1 - fraction : fraction) * (max - min);
    if (target.hasPointerCapture(pointerId)) onInput(under);
    const bubble = target.querySelector<HTMLElement>('.hint');
    if (!bubble || !hint) return;
    bubble.textContent = hint(under);
    bubble.style.setProperty('--_hint', String(fractionOf(under, min, max)));
  };

  const onKeyDown = (event: SliderEvent<KeyboardEvent>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = valueForKey(event.key, options, isRtl(event.currentTarget));
    if (next === null) return;
    event.preventDefault();
    onInput(next);
    onChange?.(next);
  };

  const position = `--_at: ${fractionOf(value, min, max)}`;
  // On a server there is no range, and what it writes as a style would be blocked by a strict policy.
  const drawing = html`<div class="track">${marks}</div>
    <div class="thumb"></div>`;
  return html`
    <div
      class="slider"
      role="slider"
      tabindex="0"
      aria-label=${label}
      aria-valuemin=${min}
      aria-valuemax=${max}
      aria-valuenow=${value}
      aria-valuetext=${valueText}
      @pointerdown=${onPointer}
      @pointermove=${onPointer}
      @lostpointercapture=${() => onChange?.(value)}
      @keydown=${onKeyDown}
    >
      ${max > min ? html`<div class="at" .style=${position}>${drawing}</div>` : drawing}
      ${hint ? html`<div class="hint" aria-hidden="true"></div>` : nothing}
    </div>
  `;
}
