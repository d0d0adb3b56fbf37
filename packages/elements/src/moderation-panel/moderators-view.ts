import type { ModeratorList, NamedUser } from '@t333/core/chat';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { cutText } from '../base/cut-text.ts';
import { StoreController } from '../base/store-controller.ts';
import { localize } from '../i18n/localize.ts';
import type { DeskHost, ModerationDesk } from '../live-chat/panels/moderation-desk.ts';
import { messages, type MessageKey } from './messages.ts';

const MAX_NAME = 100;
const nameOf = ({ id, name }: NamedUser): string => cutText(name ?? id, 50);

/** Who moderates: for whom the channel belongs to. */
export class ModeratorsView {
  readonly #host: DeskHost;
  readonly #desk: ModerationDesk;
  readonly #store: StoreController;
  #list: ModeratorList | null = null;
  /** Whom something is being done about. */
  #busy: string | null = null;

  constructor(host: DeskHost, desk: ModerationDesk) {
    this.#host = host;
    this.#desk = desk;
    this.#store = new StoreController(host);
  }

  /** It may be another one. */
  follow(list: ModeratorList | null): void {
    this.#list = list;
    this.#busy = null;
    this.#store.follow(list?.state ?? null);
  }

  /** It is looked at. */
  open(): void {
    if (this.#list?.state.getSnapshot().status === 'idle') void this.#list.load();
  }

  render(): TemplateResult | typeof nothing {
    const list = this.#list;
    if (!list) return nothing;
    const { status, moderators } = list.state.getSnapshot();
    if (status === 'error')
      return html`<p class="note">
        <bdi>${this.#say('mod.moderators.failed')}</bdi>
        <button type="button" class="retry" @click=${() => void list.load()}>${this.#say('mod.again')}</button>
      </p>`;
    if (status !== 'ready' && moderators.length === 0) return html`<p class="none">${this.#say('mod.log.loading')}</p>`;
    return html`
      ${
        moderators.length === 0
          ? html`<p class="none">${this.#say('mod.moderators.empty')}</p>`
          : html`<ul class="moderators" aria-label=${this.#say('mod.tab.moderators')}>
              ${repeat(
                moderators,
                ({ id }) => id,
                (one) => this.#renderOne(list, one),
              )}
            </ul>`
      }
      <form class="words" @submit=${(event: SubmitEvent) => this.#onAdd(list, event)}>
        <label for="moderator">${this.#say('mod.moderators.name')}</label>
        <input id="moderator" name="moderator" required maxlength=${MAX_NAME} autocomplete="off" spellcheck="false" />
        <div class="acts"><button class="add">${this.#say('mod.moderators.add')}</button></div>
      </form>
    `;
  }

  #renderOne(list: ModeratorList, one: NamedUser): TemplateResult {
    const name = nameOf(one);
    return html`
      <li class="record">
        <p class="did">
          <b><bdi>${name}</bdi></b>
        </p>
        <button
          type="button"
          class="remove"
          aria-label=${this.#say('mod.moderators.removeOf', { user: name })}
          aria-disabled=${this.#busy === one.id}
          @click=${() => void this.#do(one.id, 'mod.moderators.removed', name, () => list.remove(one.id))}
        >
          ${this.#say('mod.moderators.remove')}
        </button>
      </li>
    `;
  }

  #onAdd(list: ModeratorList, event: SubmitEvent): void {
    event.preventDefault();
    const input = (event.target as HTMLFormElement).querySelector('input')!;
    const name = input.value.trim();
    if (!name) return;
    void this.#do('', 'mod.moderators.added', name, async () => {
      const undo = await list.add(name);
      // What is written meanwhile stays.
      if (input.value.trim() === name) input.value = '';
      return undo;
    });
  }

  /** One at a time. */
  async #do(busy: string, done: MessageKey, user: string, act: () => Promise<() => Promise<void>>): Promise<void> {
    if (this.#busy !== null) return;
    this.#busy = busy;
    this.#host.requestUpdate();
    try {
      const undo = await act();
      this.#desk.announce(this.#say(done, { user: cutText(user, 50) }), '', undo);
    } catch (error) {
      this.#desk.complain(error, () => void this.#do(busy, done, user, act));
    } finally {
      this.#busy = null;
      this.#host.requestUpdate();
    }
  }

  #say(key: MessageKey, values?: Record<string, string>): string {
    return localize(this.#host, messages, key, values);
  }
}
