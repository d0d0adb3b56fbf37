import type { ModerationAct } from '@t333/core/chat';
import type { Clock } from '@t333/core/time';
import { nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ChatSource } from '../chat-source.ts';
import { notDoneText, toast, toastText, type Toast } from './toast.ts';

/** Long enough to see that it was the wrong one. */
const TOAST_MS = 8000;

/** What a desk needs of the element it is in. */
export interface DeskHost extends ReactiveControllerHost, Element {
  readonly clock: Clock;
  readonly renderRoot: ParentNode;
  /** For screen readers. */
  say(text: string): void;
}

/** What a moderator asks for. */
export interface AskedAct {
  /** Of the channel. */
  readonly key: string;
  readonly act: ModerationAct;
  /** Whom it is about; empty where it is about nobody. */
  readonly name: string;
}

/** An act that is under way, or has failed: then there is an `error`. */
export interface ActState extends AskedAct {
  readonly error: unknown;
}

/**
 * Does what a moderator asks for. While it is under way, and when it has failed, that is to be seen where it was asked for; what was
 * done is said, and can be taken back where something takes it back.
 */
export class ModerationDesk {
  readonly #host: DeskHost;
  readonly #client: () => Pick<ChatSource, 'moderate'> | null;
  /** By the name of the place where it was asked for. */
  readonly #states = new Map<string, ActState>();
  #toast: Toast | null = null;
  #cancel: (() => void) | null = null;

  /** @param client who does it; null: nobody can at the moment */
  constructor(host: DeskHost, client: () => Pick<ChatSource, 'moderate'> | null) {
    this.#host = host;
    this.#client = client;
  }

  stateAt(place: string): ActState | null {
    return this.#states.get(place) ?? null;
  }

  /**
   * One act at a time in one place. It never rejects.
   *
   * @param place empty: nobody will look there, and what failed is told apart
   * @returns whether it was done
   */
  async ask(place: string, { key, act, name }: AskedAct): Promise<boolean> {
    const client = this.#client();
    if (!client || (place && this.#states.get(place)?.error === null)) return false;
    const state: ActState = { key, act, name, error: null };
    this.#set(place, state);
    try {
      const undo = await client.moderate(key, act);
      if (this.#states.get(place) === state) this.#set(place, null);
      this.announce(act.action, name, undo);
      return true;
    } catch (error) {
      if (this.#states.get(place) === state) {
        this.#set(place, { ...state, error });
        this.#host.say(notDoneText(this.#host, reasonOf(error)));
      } else this.complain(error, () => void this.ask('', state));
      return false;
    }
  }

  /** Asks again for what has failed. */
  async retry(place: string): Promise<boolean> {
    const state = this.#states.get(place);
    return state?.error ? this.ask(place, state) : false;
  }

  /** The place is not to be seen any more: what is under way is told elsewhere. */
  leave(place: string): void {
    this.#states.delete(place);
  }

  /** Something was done. @param undo takes it back */
  announce(done: string, name: string, undo: (() => Promise<void>) | null): void {
    const onUndo = (): void => {
      this.clear();
      undo!().then(
        () => this.announce('undone', name, null),
        (error: unknown) => this.complain(error, onUndo),
      );
    };
    this.#show({ done, name, again: null, onPress: undo && onUndo });
  }

  /** Something did not work. @param retry tries once more */
  complain(error: unknown, retry: (() => void) | null = null): void {
    const onPress = (): void => {
      this.clear();
      retry!();
    };
    this.#show({ done: 'failed', name: reasonOf(error), again: retry, onPress: retry && onPress });
  }

  /** Nothing is said any more. */
  clear(): void {
    this.#cancel?.();
    this.#cancel = this.#toast = null;
    const { renderRoot } = this.#host;
    // Its button goes.
    if (renderRoot.querySelector('.toast :focus-visible'))
      (renderRoot.querySelector('textarea') ?? renderRoot.querySelector<HTMLElement>('.scroller'))?.focus();
    this.#host.requestUpdate();
  }

  destroy(): void {
    this.#states.clear();
    this.clear();
  }

  render(): TemplateResult | typeof nothing {
    return this.#toast ? toast(this.#host, this.#toast, () => this.clear()) : nothing;
  }

  #set(place: string, state: ActState | null): void {
    if (state && place) this.#states.set(place, state);
    else this.#states.delete(place);
    this.#host.requestUpdate();
  }

  #show(shown: Toast): void {
    this.clear();
    this.#toast = shown;
    // What can be tried again is there until somebody has seen it.
    if (!shown.again) this.#hideLater();
    this.#host.say(toastText(this.#host, shown));
  }

  /** Not while somebody is about to press its button. */
  #hideLater(): void {
    this.#cancel = this.#host.clock.after(TOAST_MS, () => {
      if (this.#host.renderRoot.querySelector('.toast:is(:hover, :focus-within)')) this.#hideLater();
      else this.clear();
    });
  }
}

/** Why something failed, in the words of whoever refused. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : '');
