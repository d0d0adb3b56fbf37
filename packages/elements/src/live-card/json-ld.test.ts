import { expect } from 'chai';
import * as fc from 'fast-check';
import { liveJsonLd } from './json-ld.ts';

fc.configureGlobal({ seed: 333 });

const PAGE = 'https://example.com/list';
const startedAt = '2026-05-01T18:00:00Z';

describe('liveJsonLd', () => {
  it('is a video with a broadcast', () => {
    const text = liveJsonLd({ label: 'North', href: '/north', poster: 'n.webp', startedAt }, PAGE);
    expect(JSON.parse(text)).to.deep.equal({
      '@context': 'https://schema.org',
      '@type': 'VideoObject',
      name: 'North',
      description: 'North',
      thumbnailUrl: ['https://example.com/n.webp'],
      uploadDate: '2026-05-01T18:00:00.000Z',
      url: 'https://example.com/north',
      publication: { '@type': 'BroadcastEvent', isLiveBroadcast: true, startDate: '2026-05-01T18:00:00.000Z' },
    });
  });

  it('says when it ended, and when it is to begin', () => {
    const ended = liveJsonLd({ label: 'x', startedAt, endedAt: '2026-05-01T20:00:00Z' }, PAGE);
    expect(ended).to.include('"endDate":"2026-05-01T20:00:00.000Z"');
    expect(liveJsonLd({ label: 'x', startsAt: startedAt }, PAGE)).to.include('"startDate":"2026-05-01T18');
  });

  it('is nothing where that is not enough', () => {
    expect(liveJsonLd({ label: null, startedAt }, PAGE)).to.equal('');
    expect(liveJsonLd({ label: 'x' }, PAGE)).to.equal('');
    expect(liveJsonLd({ label: 'x', startedAt: 'soon' }, PAGE)).to.equal('');
  });

  it('leaves out what leads to no web page', () => {
    const text = liveJsonLd({ label: 'x', href: 'javascript:x', poster: 'data:x', startedAt }, PAGE);
    expect(Object.keys(JSON.parse(text) as object)).to.not.include.members(['url', 'thumbnailUrl']);
  });

  it('cannot end its script, whatever it says, and says it still', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom('</script><script>alert(1)</script>', '<!--<script>', ']]>', '\u2028', '&lt;/script&gt;'),
    );
    fc.assert(
      fc.property(hostile, hostile, (label, description) => {
        fc.pre(label !== '' && description !== '');
        const text = liveJsonLd({ label, description, startedAt }, PAGE);
        expect(text).to.not.match(/[<>&\u2028\u2029]/);
        expect(JSON.parse(text)).to.include({ name: label, description });
        const parsed = new DOMParser().parseFromString(
          `<script type="application/ld+json">${text}</script><p>after</p>`,
          'text/html',
        );
        expect(parsed.querySelectorAll('script, p')).to.have.length(2);
      }),
    );
  });
});
