import { T333Error } from '@t333/core/errors';
import type { Offset, SyncGroup, SyncMemberState } from '@t333/core/sync';
import {
  html,
  nothing,
  type CSSResult,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { announce } from '../base/announce.ts';
import { parseOffset } from '../base/format-offset.ts';
import { lazy } from '../base/lazy.ts';
import { inOrderOf } from '../base/member-order.ts';
import { StoreController } from '../base/store-controller.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { offsetWords } from '../sync-meter/offset-words.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { isApart } from './is-apart.ts';
import { button, renderRow, type Draft, type RowAct } from './member-row.ts';
import { messages } from './messages.ts';
import { momentMatchOf, type MatchState, type MomentMatch } from './moment-match.ts';
import { addSeconds } from './nudges.ts';
import type { FindOffsets, SearchFailure, SoundSearch } from './sound-search.ts';
import { vodOffsetControlsStyles } from './vod-offset-controls.styles.ts';

/** Fetched with the button, for the button needs it at once. */
const soundSearch = /* @__PURE__ */ lazy(() => import('./sound-search.ts'));

/**
 * What moves a video against the others of its group, until all show the same moment: by steps, by a typed offset, by a
 * moment that somebody sees in two of them, by their sound. Without a `member` it is one panel for all.
 *
 * @tag vod-offset-controls
 *
 * @attr {string} member - The id of one video in the group; without it there are controls for each.
 * @attr {string} label - Names the controls for screen readers.
 *
 * @csspart panel - All of it.
 * @csspart member - The controls of one video.
 * @csspart name - Its name.
 * @csspart origin - Where its offset came from.
 * @csspart nudge-button - Moves it by a step.
 * @csspart input - Its offset.
 * @csspart match-button - Keeps its moment, for the others to be matched to it.
 * @csspart here-button - It shows the moment that another keeps.
 * @csspart alone-button - Plays and pauses it alone, while its moment is looked for.
 * @csspart fix-button - Brings it to its place.
 * @csspart undo-button - Takes the last change of its offset back.
 * @csspart reset-button - Gives back the offset that it came with.
 * @csspart find-button - Looks for offsets by sound.
 * @csspart progress - How far that is.
 * @csspart cancel-button - Ends it, or the matching.
 *
 * @cssprop [--t333-accent] - Focus, progress, and what comes next.
 * @cssprop [--t333-surface] - Behind inputs and buttons.
 * @cssprop [--t333-line] - Between the videos, and around buttons.
 * @cssprop [--t333-font] - The font.
 */
export class VodOffsetControls extends T333Element {
  static override properties: PropertyDeclarations = {
    group: { attribute: false },
    member: {},
    names: { attribute: false },
    findOffsets: { attribute: false },
    label: {},
  };

  static override styles: CSSResult[] = [tokens, vodOffsetControlsStyles];

  /** The videos. */
  declare group: SyncGroup | null;
  declare member: string | null;
  /** Names of the group's members, by their ids; they are shown in this order. */
  declare names: Readonly<Record<string, string>>;
  /** Finds offsets by sound; without it there is no such button. What it needs can be loaded when it is first called. */
  declare findOffsets: FindOffsets | null;
  declare label: string | null;

  readonly #groupStore = new StoreController(this);
  readonly #matchStore = new StoreController(this);
  #search: SoundSearch | null = null;
  readonly #drafts = new Map<string, Draft>();
  /** The offsets that the last search left behind: once one is another, what was found of it is no news. */
  readonly #searched = new Map<string, Offset>();
  /** What had the focus before it was drawn anew, and in which row. */
  #keyboard: { readonly element: Element; readonly row: Element | null } | null | undefined;
  /** What this element has begun and nobody has ended. */
  #begun: { readonly match: MomentMatch; readonly anchor: MatchState['anchor'] } | null = null;

  constructor() {
    super();
    this.group = this.member = this.findOffsets = this.label = null;
    this.names = {};
  }

  protected override mounted(signal: AbortSignal): void {
    signal.addEventListener('abort', () => this.#leave());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { group } = this;
    if (changed.has('group') && changed.get('group')) this.#leave();
    this.#groupStore.follow(group?.state ?? null);
    this.#matchStore.follow(group ? momentMatchOf(group).state : null);
    const element = this.shadowRoot?.activeElement;
    this.#keyboard = element && { element, row: element.closest('.member') };
  }

  protected override updated(): void {
    const { element, row } = this.#keyboard ?? {};
    if (!element || (element.isConnected && !element.matches(':disabled'))) return;
    // Its button has gone, or can do nothing any more: the keyboard goes on at what comes next.
    const { renderRoot } = this;
    const next = renderRoot.querySelector<HTMLElement>(element.matches('.here') ? '.alone' : '.matching .act');
    (next ?? (row ?? renderRoot).querySelector<HTMLElement>('.act:enabled'))?.focus();
  }

  protected override render(): TemplateResult {
    const members = this.#members;
    return html`
      <div
        part="panel"
        class="panel"
        role="group"
        aria-label=${this.label || this.#text('offsets.label')}
        @keydown=${this.#onKeyDown}
      >
        ${this.#renderSearch(members)} ${this.#renderMatch()}
        ${members.map((member) => this.#renderMember(this.group!, member))}
        <div class="visually-hidden" aria-live="polite"></div>
      </div>
    `;
  }

  get #all(): readonly SyncMemberState[] {
    return inOrderOf(this.names, this.group?.state.getSnapshot().members ?? []);
  }

  get #members(): readonly SyncMemberState[] {
    return this.member === null ? this.#all : this.#all.filter(({ id }) => id === this.member);
  }

  #renderMember(group: SyncGroup, member: SyncMemberState): TemplateResult {
    const { id } = member;
    const match = momentMatchOf(group);
    return renderRow({
      group,
      member,
      match,
      name: this.#nameOf(id),
      origin: offsetWords(this, member.offset),
      draft: this.#drafts.get(id),
      found: this.#searched.get(id) === member.offset ? this.#search?.results.get(id) : undefined,
      text: (key, values) => this.#text(key, values),
      onMove: (seconds) => {
        if (match.state.getSnapshot().loose.includes(id)) this.#attempt(() => match.move(id, seconds));
        else this.#setOffset(id, addSeconds(member.offset.seconds, seconds));
      },
      onDraft: (draft) => this.#setDraft(id, draft),
      onType: (text) => this.#type(member, text),
      act: (act) => this.#attempt(() => this.#act(act, member, group)),
    });
  }

  #renderSearch(members: readonly SyncMemberState[]): TemplateResult | typeof nothing {
    const { findOffsets } = this;
    // What was found would take the place of what is being matched.
    const isDisabled = this.group !== null && momentMatchOf(this.group).state.getSnapshot().anchor !== null;
    if (!findOffsets || members.length === 0) return nothing;
    const module = soundSearch(this);
    if (module) this.#search ??= new module.SoundSearch(() => this.requestUpdate());
    const search = this.#search;
    const { progress = null, failure = null } = search ?? {};
    const ids = members.map(({ id }) => id);
    return html`
      <div class="search">
        ${
          progress === null
            ? button('find', this.#text('offsets.find'), () => void this.#find(findOffsets, ids), {
                isDisabled: isDisabled || !search,
              })
            : html`
                <progress
                  part="progress"
                  max="1"
                  .value=${progress}
                  aria-label=${this.#text('offsets.finding')}
                ></progress>
                ${button('cancel', this.#text('offsets.cancel'), () => search?.cancel())}
              `
        }
        ${failure === null ? nothing : html`<p class="wrong">${this.#failureText(failure)}</p>`}
      </div>
    `;
  }

  #renderMatch(): TemplateResult | typeof nothing {
    const match = this.group && momentMatchOf(this.group);
    const { anchor } = match?.state.getSnapshot() ?? {};
    if (!anchor) return nothing;
    return html`
      <div class="matching">
        <p>${this.#text('offsets.search')}</p>
        ${button('cancel', this.#text('offsets.done'), () => this.#attempt(() => this.#endMatch()))}
      </div>
    `;
  }

  #text(key: keyof typeof messages, values?: Record<string, string | number>): string {
    return localize(this, messages, key, values);
  }

  #failureText({ isUnreachable, message }: SearchFailure): string {
    return this.#text(isUnreachable ? 'offsets.unreachable' : 'offsets.findFailed', { message });
  }

  #announce(text: string): void {
    const region = this.renderRoot.querySelector('[aria-live]');
    if (region) announce(region, text);
  }

  #nameOf(id: string): string {
    const name = Object.hasOwn(this.names, id) ? this.names[id] : null;
    const place = this.#all.findIndex((member) => member.id === id) + 1;
    return name ?? this.#text('offsets.member', { place });
  }

  #setDraft(id: string, draft: Draft | null): void {
    if (draft) this.#drafts.set(id, draft);
    else this.#drafts.delete(id);
    this.requestUpdate();
  }

  #type(member: SyncMemberState, text: string): void {
    const { id, offset } = member;
    // Enter has done it already.
    if (!this.#drafts.has(id)) return;
    const seconds = parseOffset(text);
    const refuse = (wrong: Draft['wrong'] & string): void => {
      this.#setDraft(id, { text, wrong });
      this.#announce(this.#text(wrong));
    };
    if (seconds === null) refuse('offsets.wrong');
    else if (seconds === offset.seconds) this.#setDraft(id, null);
    else if (isApart(member, seconds, this.#all)) refuse('offsets.apart');
    else this.#setOffset(id, seconds);
  }

  #setOffset(id: string, seconds: number): void {
    this.#drafts.delete(id);
    this.#attempt(() => this.group?.setOffset(id, seconds));
    this.requestUpdate();
  }

  #act(act: RowAct, { id, initialOffset }: SyncMemberState, group: SyncGroup): void {
    const match = momentMatchOf(group);
    this.#drafts.delete(id);
    switch (act) {
      case 'match':
        match.begin(id);
        this.#begun = { match, anchor: match.state.getSnapshot().anchor };
        return this.#announce(this.#text('offsets.search'));
      case 'here':
        if (match.settle(id)) this.#announce(this.#text('offsets.matched', { name: this.#nameOf(id) }));
        return;
      case 'togglePlay':
        return match.togglePlay(id);
      case 'fix':
        return group.fix(id);
      case 'undo':
        return group.undo(id);
      case 'reset':
        if (initialOffset) group.setOffset(id, initialOffset);
    }
  }

  async #find(find: FindOffsets, ids: readonly string[]): Promise<void> {
    const { group } = this;
    const search = this.#search;
    if (!search) return;
    this.#announce(this.#text('offsets.finding'));
    const results = await search.start(find, ids, (id, { seconds, source }) => {
      const offset = group?.state.getSnapshot().members.find((member) => member.id === id)?.offset;
      return offset?.seconds === seconds && offset.source === source;
    });
    const { failure, count } = search;
    if (failure !== null) this.#announce(this.#failureText(failure));
    if (!results) return;
    const found = results.filter((result) => 'offset' in result);
    if (group && found.length > 0) this.#attempt(() => momentMatchOf(group).end());
    for (const { id, offset } of found) this.#attempt(() => group?.setOffset(id, offset));
    this.#searched.clear();
    for (const { id, offset } of this.#all) this.#searched.set(id, offset);
    this.requestUpdate();
    this.#announce(this.#text('offsets.summary', { found: found.length, count }));
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !this.group) return;
    if (!momentMatchOf(this.group).state.getSnapshot().anchor) return;
    event.preventDefault();
    this.#attempt(() => this.#endMatch());
  };

  #endMatch(): void {
    if (this.group) momentMatchOf(this.group).end();
    this.#begun = null;
    this.#announce(this.#text('offsets.matchEnded'));
  }

  #leave(): void {
    this.#search?.cancel();
    this.#drafts.clear();
    const { match, anchor } = this.#begun ?? {};
    this.#begun = null;
    // Since then, another element may have begun the next one.
    if (anchor && match?.state.getSnapshot().anchor === anchor) this.#attempt(() => match.end());
  }

  /** A member may have left, or the whole group, since it was drawn: the next drawing shows that. */
  #attempt(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof T333Error)) throw error;
      this.requestUpdate();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vod-offset-controls': VodOffsetControls;
  }
}
