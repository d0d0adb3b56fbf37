/** An `EventTarget` whose event names and classes are known to the compiler. `Events` maps a name to its Event class. */
export interface TypedEventTarget<Events> extends EventTarget {
  addEventListener<Name extends keyof Events & string>(
    type: Name,
    listener: (event: Events[Name]) => void,
    options?: AddEventListenerOptions | boolean,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: AddEventListenerOptions | boolean,
  ): void;
  removeEventListener<Name extends keyof Events & string>(
    type: Name,
    listener: (event: Events[Name]) => void,
    options?: EventListenerOptions | boolean,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: EventListenerOptions | boolean,
  ): void;
}

/** The platform's `EventTarget`, typed: it adds nothing at run time. */
export const TypedEventTarget = EventTarget as unknown as { new <Events>(): TypedEventTarget<Events> };
