import { expect } from 'chai';
import { copySecret } from './copy-secret.ts';

/** The clipboard of a browser that takes promises: it reads what it is given when it is there. */
class PromisedClipboard {
  readonly copied: string[] = [];
  /** How many copies have begun. */
  begun = 0;
  refuses = false;

  write = async ([item]: ClipboardItem[]): Promise<void> => {
    this.begun++;
    if (this.refuses) throw new DOMException('No.', 'NotAllowedError');
    this.copied.push(await (await item!.getType('text/plain')).text());
  };
}

const outcome = (promise: Promise<void>): Promise<string> =>
  promise.then(
    () => 'copied',
    (error: Error) => error.message,
  );

describe('copySecret', () => {
  const original = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
  let clipboard: PromisedClipboard;

  beforeEach(() => {
    clipboard = new PromisedClipboard();
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
  });

  afterEach(() => {
    if (original) Object.defineProperty(navigator, 'clipboard', original);
    else delete (navigator as { clipboard?: unknown }).clipboard;
  });

  it('begins at once, while a browser still knows that a button was pressed, and copies what comes', async () => {
    let resolve!: (text: string) => void;
    const copied = outcome(copySecret(new Promise<string>((tell) => (resolve = tell))));
    expect(clipboard.begun).to.equal(1);
    resolve('t333_live_x');
    expect([await copied, clipboard.copied]).to.deep.equal(['copied', ['t333_live_x']]);
  });

  it('fails with what could not be had', async () => {
    expect(await outcome(copySecret(Promise.reject(new Error('Not yours.'))))).to.equal('Not yours.');
    expect(clipboard.copied).to.deep.equal([]);
  });

  it('fails with what the browser says', async () => {
    clipboard.refuses = true;
    expect(await outcome(copySecret(Promise.resolve('x')))).to.equal('No.');
  });

  it('waits where a browser takes texts alone', async () => {
    const copied: string[] = [];
    const value = { writeText: async (text: string) => void copied.push(text) };
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value });
    expect([await outcome(copySecret(Promise.resolve('x'))), copied]).to.deep.equal(['copied', ['x']]);
  });
});
