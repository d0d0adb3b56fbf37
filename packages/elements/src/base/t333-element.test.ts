import { expect } from 'chai';
import { T333Element } from './t333-element.ts';

class LifeProbe extends T333Element {
  readonly lives: AbortSignal[] = [];
  #label = '';

  get label(): string {
    return this.#label;
  }

  set label(label: string) {
    this.#label = label.toUpperCase();
  }

  protected override mounted(signal: AbortSignal): void {
    this.lives.push(signal);
  }
}

describe('T333Element', () => {
  it('takes over what was set before it was defined', () => {
    const early = document.createElement('life-probe') as LifeProbe;
    early.label = 'early';
    document.body.append(early);
    customElements.define('life-probe', LifeProbe);
    expect(early.label).to.equal('EARLY');
    expect(Object.hasOwn(early, 'label')).to.equal(false);
    early.remove();
  });

  it('lives on when it is moved, ends when it is removed, and begins anew', async () => {
    const probe = document.createElement('life-probe') as LifeProbe;
    const place = document.createElement('div');
    document.body.append(probe, place);
    place.append(probe);
    await Promise.resolve();
    expect(probe.lives.map(({ aborted }) => aborted)).to.deep.equal([false]);
    probe.remove();
    await Promise.resolve();
    expect(probe.lives.map(({ aborted }) => aborted)).to.deep.equal([true]);
    place.append(probe);
    expect(probe.lives.map(({ aborted }) => aborted)).to.deep.equal([true, false]);
    place.remove();
  });
});
