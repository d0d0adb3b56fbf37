import { FakeClock } from '@t333/core/testing';
import { TipQueue, type Tip } from '@t333/core/tips';
import './define.ts';
import type { LiveTipTicker } from './live-tip-ticker.ts';

/** A ticker with a queue of its own, at a time of our own. */
export class TipStage {
  readonly clock = new FakeClock();
  readonly page = { hidden: false };
  readonly queue = new TipQueue({
    clock: this.clock,
    page: { isHidden: () => this.page.hidden, onChange: () => {} },
  });
  readonly element: LiveTipTicker = document.createElement('live-tip-ticker');
  /** What was told, in order. */
  readonly told: string[] = [];
  #ids = 0;

  async open(properties: Partial<LiveTipTicker> = {}, parent: Element = document.body): Promise<this> {
    const { element } = this;
    Object.assign(element, { clock: this.clock, queue: this.queue, ...properties });
    for (const type of ['tipshow', 'tipend'] as const)
      element.addEventListener(type, ({ tip }) => this.told.push(`${type} ${tip.amountMinor}`));
    parent.append(element);
    await this.pass();
    return this;
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  /** Lets things happen for so long. */
  async pass(byMs = 0): Promise<void> {
    await this.clock.advance(byMs);
    await this.element.updateComplete;
  }

  async give(...patches: Partial<Tip>[]): Promise<void> {
    for (const patch of patches) {
      this.queue.add({
        id: `tip-${this.#ids++}`,
        name: 'Ann',
        amountMinor: 500,
        currency: 'EUR',
        text: 'Nice',
        ...patch,
      });
    }
    await this.pass();
  }

  find<Found extends HTMLElement = HTMLElement>(part: string): Found | null {
    return this.root.querySelector<Found>(`[part=${part}]`);
  }

  text(part: string): string | null {
    return this.find(part)?.textContent.replace(/\s+/g, ' ').trim() ?? null;
  }

  /** What screen readers were told last. */
  get spoken(): string {
    return this.root.querySelector('[role=status]')!.textContent.replace(/\s+/g, ' ').trim();
  }

  async press(name: 'hold' | 'skip' | 'replay'): Promise<void> {
    this.find(`${name}-button`)!.click();
    await this.pass();
  }

  destroy(): void {
    this.element.remove();
    this.queue.destroy();
  }
}
