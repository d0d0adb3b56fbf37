import { expect } from 'chai';
import { until } from './demo.harness.ts';
import { LiveDemo } from './live.harness.ts';

describe('the talk beside a stream', function () {
  this.timeout(90_000);
  let page: LiveDemo;
  let room: string;

  /** Has Ann say the next numbers, one after the other. */
  const say = async (count: number): Promise<void> => {
    const knobs = { say: { channelId: 'stage', count }, pollAfterMs: 200 };
    await fetch(`/rooms/${room}/v1/knobs`, { method: 'POST', body: JSON.stringify(knobs) });
  };
  /** The numbers that are shown, in their order. */
  const numbers = (): number[] => page.lines.flatMap((line) => Number(/message (\d+)/.exec(line)?.[1] ?? 0) || []);
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

  beforeEach(async () => {
    room = crypto.randomUUID();
    await fetch(`/rooms/${room}/crowd`, { method: 'POST', body: JSON.stringify({ perSecond: 0 }) });
    page = await LiveDemo.open(480, 640, room);
    await until(() => page.lines.length > 0);
  });
  afterEach(() => page.close());

  it('is written to: what one says stands there once', async () => {
    const input = await until(() => page.chat.shadowRoot?.querySelector('textarea'));
    input.value = 'a line of mine :wow:';
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await until(() => page.chat.shadowRoot?.querySelector<HTMLButtonElement>('.send:not([aria-disabled="true"])'));
    input.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }),
    );
    await say(1);
    await until(() => numbers().length === 1);
    expect(page.lines.filter((line) => line.includes('a line of mine'))).to.have.length(1);
    expect(page.demo.violations).to.deep.equal([]);
  });

  it('shows a tip upon the picture, and tells who moderates how the stream arrives', async () => {
    const within = (element: string, part: string): string =>
      page.find(element).shadowRoot?.querySelector(`[part="${part}"]`)?.textContent?.trim() ?? '';
    await until(() => within('health-panel', 'status').includes('Healthy'));
    page.find('#tip').click();
    await until(() => /\d/.test(within('live-tip-ticker', 'amount')));
    page.find('#poor').click();
    await until(() => within('health-panel', 'status').includes('Starving'));
    page.find('#moderates').click();
    await until(() => within('health-panel', 'status').includes('Unknown'));
    expect(page.demo.violations).to.deep.equal([]);
  });

  it('loses nothing and says nothing twice when its plug is pulled and put back', async () => {
    await say(5);
    await until(() => numbers().length === 5);
    page.cause('Pull the plug');
    await until(() => page.text('#line-told').startsWith('Nothing gets through'));
    await say(5);
    page.cause('Put it back');
    await until(() => numbers().length >= 10);
    expect(numbers()).to.deep.equal(upTo(10));
    page.cause('Let no socket through');
    await until(() => page.text('#line-told').startsWith('No socket gets through'));
    await say(5);
    await until(() => numbers().length >= 15);
    page.cause('Put it back');
    await say(5);
    await until(() => numbers().length >= 20);
    expect(numbers()).to.deep.equal(upTo(20));
  });
});
