import { readLadder } from '@t333/core/quality';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { USUAL_QUALITIES } from '../testing/fake-embed.ts';
import { playing, readQualities, readResolution } from './embed-qualities.ts';

fc.configureGlobal({ seed: 333 });

describe('readQualities', () => {
  const idsOf = (qualities: Parameters<typeof readQualities>[0]): string[] =>
    readQualities(qualities).map(({ id }) => id);

  it('puts the lowest first and the source last, whatever the order', () => {
    const usual = ['160p30', '360p30', '480p30', '720p60', 'chunked'];
    expect(idsOf(USUAL_QUALITIES)).to.deep.equal(usual);
    expect(idsOf(USUAL_QUALITIES.toReversed())).to.deep.equal(usual);
    expect(idsOf(USUAL_QUALITIES.map(({ group }) => group))).to.deep.equal(usual);
    expect(idsOf(['1080p60', '720p30', '720p60', 'chunked', '1080p30'])).to.deep.equal([
      '720p30',
      '720p60',
      '1080p30',
      '1080p60',
      'chunked',
    ]);
  });

  it('leaves out what is no rendition, and what is there twice', () => {
    expect(idsOf(['auto', 'Auto', '', '480p30', '480p30'])).to.deep.equal(['480p30']);
    expect(idsOf([])).to.deep.equal([]);
    expect(idsOf(undefined as never)).to.deep.equal([]);
  });

  it('makes a ladder in the same order, by names alone', () => {
    const renditions = readQualities(USUAL_QUALITIES.map(({ group }) => group));
    expect(readLadder(renditions).map(({ id }) => id)).to.deep.equal(renditions.map(({ id }) => id));
  });

  it('takes anything for data', () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), (anything) => {
        for (const { id, label } of readQualities(anything as never)) {
          expect(id).to.be.a('string').and.not.equal('');
          expect(label).to.be.a('string');
        }
      }),
    );
  });
});

describe('playing', () => {
  const renditions = readQualities(USUAL_QUALITIES);

  it('is what was chosen, or what has the lines that are seen', () => {
    expect(playing(renditions, '480p30', {})).to.equal('480p30');
    expect(playing(renditions, 'auto', { videoResolution: '1280x720' })).to.equal('720p60');
    expect(playing(renditions, 'auto', { videoResolution: '1x1' })).to.equal(null);
    expect(playing(renditions, 'auto', {})).to.equal(null);
  });
});

describe('readResolution', () => {
  it('reads two numbers, or none', () => {
    expect(readResolution({ videoResolution: '1920x1080' })).to.deep.equal({ width: 1920, height: 1080 });
    for (const videoResolution of ['', '1920', '0x0', '1e3x9', null as never]) {
      expect(readResolution({ videoResolution })).to.deep.equal({ width: 0, height: 0 });
    }
  });
});
