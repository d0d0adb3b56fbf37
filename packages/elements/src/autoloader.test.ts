import { expect } from 'chai';
import { autoload, stopAutoloader } from './autoloader.ts';

const framesOf = async (count: number): Promise<void> => {
  for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame);
};

describe('autoloader', () => {
  afterEach(() => document.body.replaceChildren());

  it('loads nothing that is not on the page', async () => {
    document.body.append(document.createElement('live-other'), document.createElement('div'));
    await framesOf(2);
    expect(customElements.get('live-player')).to.equal(undefined);
    expect(customElements.get('multi-stream-grid')).to.equal(undefined);
  });

  it('no longer watches what it was told to leave', async () => {
    const aside = document.createElement('div');
    const leave = autoload(aside);
    leave();
    aside.append(document.createElement('live-player'));
    await framesOf(10);
    expect(customElements.get('live-player')).to.equal(undefined);
  });

  it('registers an element that is added, however deep', async () => {
    const section = document.createElement('section');
    section.append(document.createElement('live-player'));
    document.body.append(section);
    await customElements.whenDefined('live-player');
    expect(customElements.get('multi-stream-grid')).to.equal(undefined);
  });

  it('registers what is there already in a root that it is given', async () => {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    root.append(document.createElement('multi-stream-grid'));
    const leave = autoload(root);
    await customElements.whenDefined('multi-stream-grid');
    leave();
    stopAutoloader();
  });
});
