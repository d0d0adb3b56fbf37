import { FakeClock } from '@t333/core/testing';
import { expect } from 'chai';
import { GatedContent } from './gated-content.ts';

let host: HTMLElement;
let clock: FakeClock;
let content: GatedContent;
let life: AbortController;
const { warn } = console;

/** Elements that are in the page, by tag. */
const present = (): string[] =>
  [...host.children].filter(({ localName }) => localName !== 'template').map(({ localName }) => localName);

beforeEach(() => {
  host = document.createElement('div');
  clock = new FakeClock();
  life = new AbortController();
  content = new GatedContent(host, () => clock);
  document.body.append(host);
  console.warn = () => {};
});

afterEach(() => {
  life.abort();
  host.remove();
  console.warn = warn;
});

const templateOf = (...tags: string[]): HTMLTemplateElement => {
  const template = document.createElement('template');
  template.content.append(...tags.map((tag) => document.createElement(tag)));
  return template;
};

describe('GatedContent', () => {
  it('puts a clone into the page, and a fresh one each time', () => {
    host.append(templateOf('b'), templateOf('i', 'u'));
    content.watch(life.signal);
    expect(present()).to.deep.equal([]);
    content.open();
    expect(present()).to.deep.equal(['b', 'i', 'u']);
    const [first] = host.getElementsByTagName('b');
    content.close();
    expect(present()).to.deep.equal([]);
    content.open();
    content.open();
    expect(present()).to.deep.equal(['b', 'i', 'u']);
    expect(host.getElementsByTagName('b')[0] === first).to.equal(false);
  });

  it('has what comes later', async () => {
    content.watch(life.signal);
    content.open();
    host.append(templateOf('b'));
    await Promise.resolve();
    expect(present()).to.deep.equal(['b']);
  });

  it('does not miss what a page has moved away', () => {
    host.append(templateOf('b'));
    content.watch(life.signal);
    content.open();
    const moved = host.querySelector('b')!;
    document.body.append(moved);
    content.close();
    expect(moved.isConnected).to.equal(false);
  });

  it('puts away what stands beside a template, keeps it whole, and says so once', async () => {
    let warnings = 0;
    console.warn = () => warnings++;
    const stray = document.createElement('b');
    host.append(stray, 'text', document.createComment('x'));
    content.watch(life.signal);
    host.append(document.createElement('i'));
    await Promise.resolve();
    expect([present(), warnings]).to.deep.equal([[], 1]);
    expect(stray.isConnected).to.equal(false);
    content.open();
    expect(present()).to.deep.equal(['b', 'i']);
    expect(stray.isConnected).to.equal(true);
  });

  it('leaves to a framework what it has put there, and puts away what it has left', async () => {
    content.watch(life.signal);
    content.open();
    const [swift, slow] = [document.createElement('b'), document.createElement('i')];
    host.append(swift, slow);
    content.close();
    await Promise.resolve();
    expect(swift.parentNode === host).to.equal(true);
    swift.remove();
    await clock.advance(0);
    expect(present()).to.deep.equal([]);
    expect(clock.pending).to.equal(0);
  });

  it('leaves the question alone', async () => {
    const message = document.createElement('p');
    message.slot = 'message';
    host.append(message);
    content.watch(life.signal);
    await Promise.resolve();
    expect(present()).to.deep.equal(['p']);
  });

  it('takes all of it away at the end', async () => {
    host.append(templateOf('b'));
    content.watch(life.signal);
    content.open();
    life.abort();
    host.append(document.createElement('i'));
    await clock.advance(0);
    expect(present()).to.not.include('b');
  });
});
