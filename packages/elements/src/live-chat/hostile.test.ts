import type { ChatFragment } from '@t333/core/chat';
import { expect } from 'chai';
import * as fc from 'fast-check';
import './define.ts';
import { ChatStage, frames } from './fake-chat.harness.ts';
import { said } from './fake-feed.harness.ts';

const MARKUP = [
  '<script>globalThis.hacked = 1</script>',
  '<img src=x onerror="globalThis.hacked=1">',
  '<svg onload=globalThis.hacked=1>',
  '"><iframe srcdoc="<script>parent.hacked=1</script>">',
  '${globalThis.hacked=1}',
  '{{constructor.constructor("globalThis.hacked=1")()}}',
  'javascript:globalThis.hacked=1',
  '</bdi></div></template><style>*{display:none}</style>',
];
const KEYS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'chat.badge.__proto__'];
const BIDI = '\u202e\u2066\u2067\u202d\u202b\u2069\u202c';
const ZALGO = `Z${'\u0335\u0300\u0489\u033f'.repeat(200)}`;

const emote = (text: string, url: string): ChatFragment => ({
  type: 'emote',
  text,
  id: text,
  provider: 'x',
  images: [{ url, scale: 1 }],
  zeroWidth: text.length % 2 === 0,
});

describe('<live-chat> and hostile chat', () => {
  let stage: ChatStage;

  beforeEach(async () => {
    stage = await new ChatStage().open();
    stage.element.style.inlineSize = '340px';
    delete (globalThis as { hacked?: number }).hacked;
  });

  afterEach(() => stage.destroy());

  /** Nothing sticks out of the list, and nothing in it is what chat must not make. */
  const check = (): void => {
    const { left, right } = stage.scroller.getBoundingClientRect();
    for (const row of stage.root.querySelectorAll('.row')) {
      const box = row.getBoundingClientRect();
      expect(box.left).to.be.at.least(left - 0.5);
      expect(box.right).to.be.at.most(right + 0.5);
      expect(box.height).to.be.below(500);
    }
    expect(stage.scroller.scrollWidth).to.equal(stage.scroller.clientWidth);
    expect(
      stage.root.querySelectorAll('.row :is(script, iframe, svg, style, object, form, [onerror], [onload])'),
    ).to.have.length(0);
    for (const link of stage.root.querySelectorAll<HTMLAnchorElement>('.row a'))
      expect(link.protocol).to.match(/^https?:$/);
    expect((globalThis as { hacked?: number }).hacked).to.equal(undefined);
  };

  it('shows markup as text', async () => {
    for (const text of MARKUP) {
      stage.chat.feed.append(
        said(text, { user: { name: text, handle: text, id: text, color: text }, badges: [{ type: text }] }),
      );
    }
    await stage.pass();
    for (const [index, text] of MARKUP.entries()) {
      expect(stage.row(index).querySelector('.text')!.textContent).to.equal(text);
    }
    check();
    stage.row(1).querySelector<HTMLElement>('.name')!.click();
    await stage.pass();
    expect(stage.text('.said li')).to.equal(MARKUP[1]);
    await stage.type('hey @scr');
    await frames();
    check();
  });

  it('makes no link and no picture of what is none', async () => {
    const urls = [
      'javascript:globalThis.hacked=1',
      'data:text/html,<script>1</script>',
      'vbscript:x',
      ' javascript:1',
      'file:///x',
    ];
    for (const url of urls) {
      stage.chat.feed.append(said([{ type: 'link', text: url, url }, emote('x', url)]));
    }
    await stage.pass();
    expect(stage.root.querySelectorAll('.row :is(a, img)')).to.have.length(0);
    check();
  });

  it('is not led astray by names of what every object has', async () => {
    for (const key of KEYS) {
      stage.chat.feed.append(
        said([{ type: 'mention', text: `@${key}`, handle: key }, emote(key, '/no.png')], {
          key,
          user: { id: key, name: key, handle: key },
          badges: [{ type: key, tier: key }],
        }),
      );
    }
    await stage.pass();
    expect(stage.rows()).to.have.length(KEYS.length);
    expect(stage.row(0).querySelector('.badge')!.textContent).to.equal('__proto__');
    await stage.type('@const');
    expect(stage.text('[role=option]')).to.equal('constructor');
    check();
  });

  it('keeps text that turns its direction to itself', async () => {
    stage.chat.feed.append(said(`${BIDI}evil`, { user: { name: `${BIDI}Bob` } }), said('plain'));
    await stage.pass();
    const [row] = stage.root.querySelectorAll('.row');
    const range = document.createRange();
    const colon = [...row!.childNodes].find((node) => node.nodeType === Node.TEXT_NODE)!;
    range.selectNode(colon);
    const colonBox = range.getBoundingClientRect();
    const name = row!.querySelector('.name')!.getBoundingClientRect();
    const text = row!.querySelector('.text')!.getBoundingClientRect();
    expect(name.right).to.be.at.most(colonBox.left + 1);
    expect(colonBox.right).to.be.at.most(text.left + 1);
    check();
  });

  it('clips letters that pile up, and keeps what is endless to some lines', async () => {
    stage.chat.feed.append(
      said('above'),
      said(ZALGO.repeat(5), { user: { name: ZALGO } }),
      said('x'.repeat(100_000), { user: { name: 'N'.repeat(100_000) } }),
      said('word '.repeat(20_000)),
      said(Array.from({ length: 5000 }, (_, index) => emote(`e${index}`, '/examples/demo/emotes/clap.svg'))),
    );
    await stage.pass();
    expect(getComputedStyle(stage.row(1)).contain).to.match(/content|paint/);
    const drawn = stage.row(4).querySelectorAll('.emote').length;
    expect(drawn).to.be.within(1, 250);
    expect(stage.row(2).textContent.length).to.be.below(3000);
    check();
  });

  it('holds for anything', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(...MARKUP, ...KEYS, BIDI, ZALGO, 'W'.repeat(700), '\n\n\n', '\ud83d'),
    );
    const url = fc.oneof(fc.webUrl(), text);
    const fragment = fc.oneof(
      fc.record({ type: fc.constant('text' as const), text }),
      fc.record({ type: fc.constant('mention' as const), text, handle: text }),
      fc.record({ type: fc.constant('link' as const), text, url }),
      fc.tuple(text, fc.constantFrom('/no.png', 'javascript:1', '')).map(([code, address]) => emote(code, address)),
    );
    const user = fc.record({ id: text, handle: text, name: text, color: text });
    const badges = fc.array(fc.record({ type: text, tier: text }), { maxLength: 12 });
    const flags = fc.record({
      isMention: fc.boolean(),
      deleted: fc.constantFrom(null, { cause: 'ban' as const }),
      status: fc.constantFrom('sent' as const, 'failed' as const, 'held' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fragment, { maxLength: 40 }), user, badges, flags, async (parts, who, marks, more) => {
        stage.chat.feed.reset(said(parts, { user: who, badges: marks, ...more }));
        await stage.pass();
        check();
      }),
      { numRuns: 50 },
    );
  });
});
