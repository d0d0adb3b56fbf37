import { mayAsk, type SessionState, type SessionStatus, type StreamSession } from '@t333/core/creator';
import { systemClock, type Clock } from '@t333/core/time';
import {
  html,
  nothing,
  type CSSResult,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { announce } from '../base/announce.ts';
import { ConfirmDialog } from '../base/confirm-dialog.ts';
import { iconStyles } from '../base/icons.styles.ts';
import { icon } from '../base/icons.ts';
import { panelStyles } from '../base/panel.styles.ts';
import { PlayerLink, type PlayerSource } from '../base/player-link.ts';
import { requestFault } from '../base/request-fault.ts';
import { StoreController } from '../base/store-controller.ts';
import { T333Element } from '../base/t333-element.ts';
import { localize } from '../i18n/localize.ts';
import { tokens } from '../theme/tokens.styles.ts';
import { SessionChangeEvent } from './control-room.events.ts';
import { controlRoomStyles } from './control-room.styles.ts';
import { messages, type MessageKey } from './messages.ts';
import { OwnPreview } from './own-preview.ts';
import { panelIn, STAGE, TOOLS, type PanelName } from './panels.ts';
import { STATUS_ICONS } from './status-icons.ts';
import { figuresOf } from './stream-figures.ts';
import { SessionWords } from './session-words.ts';

const SECOND_MS = 1000;

/**
 * Where a creator streams from: what the stream is, how many watch, since when and how far behind; a preview, going live and ending, each
 * asked for before it is done; and panels, which the page puts into its slots. A slot that is empty takes no room.
 *
 * @tag control-room
 *
 * @slot preview - The picture: a `<live-player>`, whose latency is shown. Without one the room has its own.
 * @slot health - How the stream arrives: a `<health-panel>`.
 * @slot chat - A `<live-chat>`.
 * @slot moderation - A `<moderation-panel>`.
 * @slot settings - A `<settings-panel>`.
 * @slot key - A `<stream-key-card>`.
 * @slot schedule - A `<stream-schedule>`.
 *
 * @fires {SessionChangeEvent} sessionchange - The stream is another one than it was: `status` and `previous`.
 *
 * @csspart bar - What the stream is, and what can be done.
 * @csspart status - What the stream is: an icon and a word.
 * @csspart figures - Viewers, uptime and latency.
 * @csspart act-button - A button that changes what the stream is.
 * @csspart panels - All panels.
 * @csspart panel - A panel; it has the name of its slot as a part, too.
 * @csspart dialog - Asks before the stream is changed.
 *
 * @cssprop [--t333-live=#c8102e] - Behind the word `Live`.
 * @cssprop [--t333-accent] - The button for what comes next, and what is focused.
 * @cssprop [--t333-warning] - A stream without an encoder.
 * @cssprop [--t333-bad] - What did not work.
 * @cssprop [--t333-stage] - Where the picture will be.
 * @cssprop [--t333-text] - Text.
 * @cssprop [--t333-muted] - Names of figures, and hints.
 * @cssprop [--t333-surface] - Behind the bar.
 * @cssprop [--t333-line] - Lines.
 * @cssprop [--t333-radius=10px] - Corners.
 * @cssprop [--t333-font] - The font.
 */
export class ControlRoom extends T333Element {
  static override properties: PropertyDeclarations = {
    session: { attribute: false },
    label: {},
  };

  static override styles: CSSResult[] = [tokens, iconStyles, panelStyles, controlRoomStyles];

  /** The stream that it is about. It stays its owner's, to destroy for example. */
  declare session: StreamSession | null;
  /** The name of the channel. */
  declare label: string | null;

  /** The time that it goes by: the session's. Another one is for tests. */
  clock: Clock = systemClock;

  readonly #store = new StoreController(this);
  readonly #dialog = new ConfirmDialog(this);
  readonly #link = new PlayerLink(this);
  readonly #preview = new OwnPreview();
  readonly #words = new SessionWords(this);
  #life = new AbortController();
  #own: Element | null = null;
  #hadFocus = false;
  #cancelTick = (): void => {};

  constructor() {
    super();
    this.session = this.label = null;
  }

  /** Goes to the heading: what comes next is the first thing to do. */
  override focus(options?: FocusOptions): void {
    this.renderRoot?.querySelector<HTMLElement>('h2')?.focus(options);
  }

  protected override mounted(signal: AbortSignal): void {
    this.#listen();
    signal.addEventListener('abort', () => {
      this.#life.abort();
      this.#cancelTick();
    });
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = this.shadowRoot?.activeElement?.part.contains('act-button') ?? false;
    this.#link.follow((panelIn(this, 'preview') ?? this.#own) as unknown as PlayerSource | null);
    if (!changed.has('session')) return;
    this.#dialog.cancel();
    this.#store.follow(this.session?.state ?? null);
    if (this.isConnected) this.#listen();
  }

  protected override updated(): void {
    // The button that was pressed has gone: the focus would be nowhere.
    if (this.#hadFocus && !this.shadowRoot!.activeElement) this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
    const own = this.renderRoot.querySelector('live-player');
    if (own !== this.#own) queueMicrotask(() => this.requestUpdate());
    this.#own = own;
    this.#cancelTick();
    const { status } = this.session?.state.getSnapshot() ?? {};
    if (this.isConnected && (status === 'live' || status === 'reconnecting'))
      this.#cancelTick = this.clock.after(SECOND_MS, () => this.requestUpdate());
  }

  protected override render(): TemplateResult {
    const state = this.session?.state.getSnapshot();
    const beside = (['health', 'chat'] as const).filter((name) => panelIn(this, name)).length;
    return html`
      <section part="bar" class="panel bar" aria-labelledby="heading" aria-busy=${state?.status === 'loading'}>
        ${state ? this.#renderBar(state) : this.#renderNobody()}
        <div class="visually-hidden" aria-live="polite"></div>
        ${this.#dialog.render()}
      </section>
      <div part="panels" class="panels">
        <div class="stage ${['', 'one', 'two'][beside]}">${STAGE.map((name) => this.#renderPanel(name, state))}</div>
        <div class="tools">${TOOLS.map((name) => this.#renderPanel(name, state))}</div>
      </div>
    `;
  }

  #renderNobody(): TemplateResult {
    return html`<h2 id="heading" tabindex="-1"><bdi>${this.#words.name}</bdi></h2>
      <p class="note"><bdi>${this.#text('room.empty')}</bdi></p>`;
  }

  #renderBar(state: SessionState): TemplateResult {
    const { status, stream } = state;
    const hint = this.#words.hint(state);
    return html`
      <div class="facts">
        <h2 id="heading" tabindex="-1"><bdi>${stream?.title || this.#words.name}</bdi></h2>
        <span part="status" class="pill ${status}">
          ${icon(STATUS_ICONS[status])}<bdi>${this.#text(`room.status.${status}`)}</bdi>
        </span>
        ${this.#renderFigures(state)}
      </div>
      <div class="acts">${this.#renderActs(status)}</div>
      ${hint ? html`<p class="hint"><bdi>${this.#text(hint)}</bdi></p>` : nothing} ${this.#renderTrouble(state)}
    `;
  }

  #renderFigures(state: SessionState): TemplateResult | typeof nothing {
    if (!state.stream?.startedAtMs) return nothing;
    return html`
      <dl part="figures">
        ${figuresOf(this, state, this.#link.player, this.clock).map(
          ({ name, text }) => html`
            <div>
              <dt>${this.#text(`room.${name}`)}</dt>
              <dd>
                ${
                  text === null
                    ? html`<span aria-hidden="true">–</span
                        ><span class="visually-hidden">${this.#text('room.unknown')}</span>`
                    : html`<bdi>${text}</bdi>`
                }
              </dd>
            </div>
          `,
        )}
      </dl>
    `;
  }

  #renderActs(status: SessionStatus): TemplateResult {
    const act = (key: MessageKey, kind: string, onClick: () => void): TemplateResult =>
      html`<button type="button" part="act-button" class=${kind} @click=${onClick}>${this.#text(key)}</button>`;
    const isLive = status === 'live' || status === 'reconnecting';
    return html`
      ${
        mayAsk(status, 'preview')
          ? act(status === 'ended' ? 'room.another' : 'room.preview', 'primary', () => void this.#ask('startPreview'))
          : nothing
      }
      ${mayAsk(status, 'goLive') ? act('room.goLive', 'primary', () => void this.#goLive()) : nothing}
      ${
        mayAsk(status, 'end')
          ? act(isLive ? 'room.end' : 'room.discard', isLive ? 'danger' : '', () => void this.#end(isLive))
          : nothing
      }
    `;
  }

  #renderTrouble({ error, failed, stream }: SessionState): TemplateResult | typeof nothing {
    if (!error || !failed) return nothing;
    const isKnown = failed === 'load' && stream !== undefined;
    return html`
      <div class="row trouble">
        <p class="failed">
          <bdi>${this.#text(`room.failed.${failed}`)}</bdi> <bdi>${this.#text(`request.${requestFault(error)}`)}</bdi>
          ${isKnown ? html`<bdi>${this.#text('room.stale')}</bdi>` : nothing}
        </p>
        ${
          failed === 'load'
            ? html`<button type="button" @click=${() => void this.session?.refresh()}>
                ${this.#text('request.retry')}
              </button>`
            : nothing
        }
      </div>
    `;
  }

  #renderPanel(name: PanelName, state: SessionState | undefined): TemplateResult {
    const isShown = name === 'preview' || panelIn(this, name) !== null;
    return html`
      <section part="panel ${name}" class=${name} aria-label=${this.#text(`room.panel.${name}`)} ?hidden=${!isShown}>
        <slot name=${name} @slotchange=${() => this.requestUpdate()}
          >${name === 'preview' ? this.#renderPreview(state) : nothing}</slot
        >
      </section>
    `;
  }

  #renderPreview(state: SessionState | undefined): TemplateResult | typeof nothing {
    if (panelIn(this, 'preview')) return nothing;
    const src = this.#preview.srcOf(state?.stream);
    if (src)
      return html`<live-player
        controls
        muted
        autoplay
        src=${src}
        label=${state?.stream?.title || this.#words.name}
      ></live-player>`;
    return html`<div class="picture" aria-hidden="true">${icon(STATUS_ICONS[state?.status ?? 'idle'])}</div>`;
  }

  async #goLive(): Promise<void> {
    const { session } = this;
    if (session && (await this.#dialog.ask(this.#words.askLive(session.state.getSnapshot()))))
      await this.#ask('goLive');
  }

  async #end(isLive: boolean): Promise<void> {
    const { session } = this;
    if (!session) return;
    if (await this.#dialog.ask(this.#words.askEnd(session.state.getSnapshot(), isLive))) await this.#ask('end');
  }

  /** What did not work stands in the state. */
  async #ask(act: 'startPreview' | 'goLive' | 'end'): Promise<void> {
    await this.session?.[act]().catch(() => {});
  }

  #listen(): void {
    this.#life.abort();
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.session?.addEventListener(
      'statuschange',
      ({ status, previous }) => {
        // What was asked may be of no use any more.
        this.#dialog.cancel();
        if (previous !== 'loading') this.#say(this.#text(`room.status.${status}`));
        this.dispatchEvent(new SessionChangeEvent(status, previous));
      },
      { signal },
    );
    this.session?.addEventListener(
      'error',
      ({ request, error }) => {
        if (request !== 'load')
          this.#say(`${this.#text(`room.failed.${request}`)} ${this.#text(`request.${requestFault(error)}`)}`);
      },
      { signal },
    );
  }

  #say(text: string): void {
    const region = this.renderRoot.querySelector('[aria-live]');
    if (region) announce(region, text);
  }

  #text(key: MessageKey, values?: Readonly<Record<string, string>>): string {
    return localize(this, messages, key, values);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'control-room': ControlRoom;
  }
}
