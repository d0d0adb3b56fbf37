import { expect } from 'chai';
import { FakeClock } from '../testing/fake-clock.ts';
import { AgeConsent, consentKey, type AgeConsentOptions, type VerifyRequest } from './age-consent.ts';
import { DAY_MS } from './consent-expiry.ts';
import { ConsentStore } from './consent-store.ts';

class FakeStorage {
  readonly texts = new Map<string, string>();
  refuses = false;

  getItem(key: string): string | null {
    this.#check();
    return this.texts.get(key) ?? null;
  }

  setItem(key: string, text: string): void {
    this.#check();
    this.texts.set(key, text);
  }

  removeItem(key: string): void {
    this.#check();
    this.texts.delete(key);
  }

  #check(): void {
    if (this.refuses) throw new DOMException('no', 'SecurityError');
  }
}

let clock: FakeClock;
let storage: FakeStorage;
let made: AgeConsent[];

/** A tab: what it writes, the other tabs hear of. */
class Tab {
  readonly page = new EventTarget();
  readonly store = new ConsentStore({ storage: () => storage, page: this.page });

  open(options: AgeConsentOptions = {}): AgeConsent {
    const consent = new AgeConsent({ clock, store: this.store, ...options });
    made.push(consent);
    return consent;
  }

  hear(key: string | null): void {
    this.page.dispatchEvent(Object.assign(new Event('storage'), { key }));
  }
}

const phaseOf = (consent: AgeConsent): string => consent.state.getSnapshot().phase;
const held = (): { promise: Promise<boolean>; resolve: (yes: boolean) => void } => {
  let resolve!: (yes: boolean) => void;
  const promise = new Promise<boolean>((settle) => (resolve = settle));
  return { promise, resolve };
};

describe('AgeConsent', () => {
  let tab: Tab;

  beforeEach(() => {
    clock = new FakeClock();
    storage = new FakeStorage();
    made = [];
    tab = new Tab();
  });

  afterEach(() => {
    for (const consent of made) consent.destroy();
    expect(clock.pending).to.equal(0);
  });

  it('asks, is granted, and remembers', async () => {
    const consent = tab.open({ scope: 'films', ttlDays: 7 });
    expect(phaseOf(consent)).to.equal('asking');
    expect(await consent.accept()).to.equal(true);
    const now = clock.wallTime();
    expect(consent.state.getSnapshot()).to.deep.include({ phase: 'granted', untilMs: now + 7 * DAY_MS });
    expect(JSON.parse(storage.texts.get('t333:age-gate:films')!)).to.deep.equal({
      v: 1,
      minAge: 18,
      ts: now,
      exp: now + 7 * DAY_MS,
      scope: 'films',
    });
    expect(phaseOf(tab.open({ scope: 'films', ttlDays: 7 })), 'the next page').to.equal('granted');
    expect(phaseOf(tab.open({ scope: 'other' }))).to.equal('asking');
    expect(phaseOf(tab.open({ scope: 'films', minAge: 21 }))).to.equal('asking');
    expect(phaseOf(tab.open({ scope: 'films', minAge: 16 }))).to.equal('granted');
  });

  it('forgets a no with the page, and may be asked again', () => {
    const consent = tab.open();
    consent.decline();
    expect(phaseOf(consent)).to.equal('declined');
    expect(storage.texts.size).to.equal(0);
    consent.ask();
    expect(phaseOf(consent)).to.equal('asking');
  });

  it('is over in time, to the millisecond, and asks again', async () => {
    const consent = tab.open({ ttlDays: 40 });
    await consent.accept();
    await clock.advance(40 * DAY_MS - 1);
    expect(phaseOf(consent)).to.equal('granted');
    await clock.advance(1);
    expect(consent.state.getSnapshot()).to.deep.include({ phase: 'asking', lapsed: true, untilMs: null });
  });

  it('notices within a minute that the device has slept, and at once when it is looked at', async () => {
    const consent = tab.open({ ttlDays: 1 });
    await consent.accept();
    let sleptMs = 0;
    const { wallTime } = clock;
    clock.wallTime = () => wallTime.call(clock) + sleptMs;
    sleptMs = 2 * DAY_MS;
    expect(phaseOf(consent)).to.equal('granted');
    tab.page.dispatchEvent(new Event('visibilitychange'));
    expect(phaseOf(consent)).to.equal('asking');
    await consent.accept();
    sleptMs = 4 * DAY_MS;
    await clock.advance(60_000);
    expect(phaseOf(consent)).to.equal('asking');
  });

  it('is shared between tabs, and between gates of one page', async () => {
    const other = new Tab();
    const [consent, beside, there] = [tab.open(), tab.open(), other.open()];
    await consent.accept();
    expect([phaseOf(beside), phaseOf(there)]).to.deep.equal(['granted', 'asking']);
    other.hear(consentKey('unrelated'));
    expect(phaseOf(there)).to.equal('asking');
    other.hear(consentKey(''));
    expect(phaseOf(there)).to.equal('granted');
    there.withdraw();
    expect(phaseOf(there)).to.equal('asking');
    tab.hear(consentKey(''));
    expect([phaseOf(consent), phaseOf(beside)]).to.deep.equal(['asking', 'asking']);
    await consent.accept();
    storage.texts.clear();
    tab.hear(null);
    expect(phaseOf(consent), 'all of it was cleared').to.equal('asking');
  });

  it('keeps a no of this tab when another says no too, and a yes of another counts', async () => {
    const other = new Tab();
    const [consent, there] = [tab.open(), other.open()];
    there.decline();
    tab.hear(consentKey(''));
    expect(phaseOf(there)).to.equal('declined');
    await consent.accept();
    other.hear(consentKey(''));
    expect(phaseOf(there)).to.equal('granted');
  });

  it('remembers for as long as the page is open where there is no storage', async () => {
    storage.refuses = true;
    const consent = tab.open();
    await consent.accept();
    expect(phaseOf(consent)).to.equal('granted');
    expect(phaseOf(tab.open()), 'another gate of the page').to.equal('granted');
    expect(phaseOf(new Tab().open()), 'another page').to.equal('asking');
  });

  it('takes back what the storage does not let go', async () => {
    const consent = tab.open();
    await consent.accept();
    storage.refuses = true;
    consent.withdraw();
    storage.refuses = false;
    expect([phaseOf(consent), phaseOf(tab.open())]).to.deep.equal(['asking', 'asking']);
  });

  it('believes nothing that is no record', () => {
    for (const text of ['true', '{"v":1,"minAge":18}', '{', '{"granted":true}']) {
      storage.texts.set(consentKey(''), text);
      expect(phaseOf(tab.open()), text).to.equal('asking');
    }
  });

  describe('with verify', () => {
    it('is granted by true alone', async () => {
      for (const answer of [false, 1, 'true', undefined, {}]) {
        const consent = tab.open({ verify: () => answer as boolean });
        expect(await consent.accept()).to.equal(false);
        expect(consent.state.getSnapshot()).to.deep.include({ phase: 'failed', error: null });
      }
      expect(storage.texts.size).to.equal(0);
      expect(await tab.open({ verify: async () => true }).accept()).to.equal(true);
    });

    it('tells why it failed, and may be tried again', async () => {
      const reason = new Error('offline');
      const consent = tab.open({ verify: () => Promise.reject(reason) });
      await consent.accept();
      expect(consent.state.getSnapshot()).to.deep.include({ phase: 'failed', error: reason });
      consent.verify = () => {
        throw reason;
      };
      await consent.accept();
      expect(phaseOf(consent)).to.equal('failed');
      consent.verify = () => true;
      expect(await consent.accept()).to.equal(true);
    });

    it('waits for the answer, and not once the viewer has given up', async () => {
      const { promise, resolve } = held();
      const asked: VerifyRequest[] = [];
      const consent = tab.open({
        scope: 'films',
        verify: (request) => {
          asked.push(request);
          return promise;
        },
      });
      const accepting = consent.accept();
      expect(phaseOf(consent)).to.equal('verifying');
      expect(asked[0]).to.deep.include({ minAge: 18, scope: 'films' });
      consent.decline();
      expect(asked[0]!.signal.aborted).to.equal(true);
      resolve(true);
      expect(await accepting).to.equal(false);
      expect([phaseOf(consent), storage.texts.size]).to.deep.equal(['declined', 0]);
    });

    it('has the last of two answers', async () => {
      const [first, second] = [held(), held()];
      const answers = [first.promise, second.promise];
      const consent = tab.open({ verify: () => answers.shift()! });
      const both = [consent.accept(), consent.accept()];
      first.resolve(true);
      second.resolve(false);
      expect(await Promise.all(both)).to.deep.equal([false, false]);
      expect(phaseOf(consent)).to.equal('failed');
    });

    it('asks no more when it is granted in another tab, or destroyed', async () => {
      const { promise, resolve } = held();
      const consent = tab.open({ verify: () => promise });
      const accepting = consent.accept();
      const other = new Tab();
      await other.open().accept();
      tab.hear(consentKey(''));
      resolve(false);
      expect([await accepting, phaseOf(consent)]).to.deep.equal([true, 'granted']);

      const late = held();
      const ended = tab.open({ scope: 'late', verify: () => late.promise });
      const waiting = ended.accept();
      ended.destroy();
      late.resolve(true);
      expect(await waiting).to.equal(false);
      expect(storage.texts.has(consentKey('late'))).to.equal(false);
    });
  });

  it('refuses what makes no sense', () => {
    for (const options of [{ minAge: 0 }, { minAge: NaN }, { minAge: 151 }, { ttlDays: 0 }, { ttlDays: Infinity }]) {
      expect(() => tab.open(options))
        .to.throw()
        .with.property('code', 'invalid-argument');
    }
    expect(() => tab.open({ scope: 'x'.repeat(201) }))
      .to.throw()
      .with.property('code', 'invalid-argument');
    const consent = tab.open();
    consent.destroy();
    expect(() => consent.decline())
      .to.throw()
      .with.property('code', 'destroyed');
  });
});
