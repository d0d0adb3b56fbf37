import { expect } from 'chai';
import * as fc from 'fast-check';
import { chooseTrack, type ChoosableTrack, type TrackPreference } from './choose-track.ts';

fc.configureGlobal({ seed: 333 });

const track = (id: string, language: string, rest: Partial<ChoosableTrack> = {}): ChoosableTrack => ({
  id,
  language,
  kind: 'subtitles',
  ...rest,
});
const wants = (language: string, kind = 'subtitles', isOff = false): TrackPreference => ({ isOff, language, kind });
const captions = { kind: 'captions' };
const isForced = true;
const isDefault = true;

const EN = track('en', 'en');
const EN_CC = track('en-cc', 'en', captions);
const GB_CC = track('gb-cc', 'en-GB', captions);
const DE = track('de', 'de');
const AT = track('at', 'de-AT');
const FR = track('fr', 'fr', { isDefault });
const EN_FORCED = track('en-forced', 'en', { isForced });
const DE_FORCED = track('de-forced', 'de', { isForced });
const UNKNOWN = track('unknown', '');

describe('chooseTrack', () => {
  const cases: [
    why: string,
    tracks: ChoosableTrack[],
    preference: TrackPreference | null,
    languages: string[],
    id: string | null,
  ][] = [
    ['nothing chosen: what the source shows', [EN, FR], null, ['en'], 'fr'],
    ['nothing chosen, nothing shown', [EN, DE], null, ['en'], null],
    ['nothing chosen: what everybody is to read', [EN, DE_FORCED, EN_FORCED], null, ['en'], 'en-forced'],
    ['off', [EN, FR], wants('en', '', true), ['en'], null],
    ['off, but for what everybody is to read', [EN, FR, EN_FORCED], wants('en', '', true), ['en', 'de'], 'en-forced'],
    ['off, and that is for another sound', [EN, DE_FORCED], wants('en', '', true), ['en', 'de'], null],
    ['the language', [EN, DE], wants('de'), [], 'de'],
    ['the language, elsewhere', [EN, AT], wants('de-CH'), [], 'at'],
    ['the nearest of it', [AT, DE], wants('de'), [], 'de'],
    ['its name in three letters', [EN, DE], wants('deu'), [], 'de'],
    ['the kind', [EN, EN_CC], wants('en', 'captions'), [], 'en-cc'],
    ['the other kind', [EN_CC, EN], wants('en'), [], 'en'],
    ['the kind before the country', [EN, GB_CC], wants('en', 'captions'), [], 'gb-cc'],
    ['the language before the kind', [EN, track('de-cc', 'de', captions)], wants('en', 'captions'), [], 'en'],
    ['one of the viewer’s languages', [FR, EN], wants('de'), ['ja', 'en'], 'en'],
    ['else the default of the source', [EN, FR], wants('de'), ['ja'], 'fr'],
    ['else one that may be it', [EN, UNKNOWN], wants('de'), ['ja'], 'unknown'],
    ['else none', [EN], wants('de'), ['ja'], null],
    ['a track without a language, again', [EN, UNKNOWN], wants(''), ['en'], 'unknown'],
    ['never what belongs to off', [EN_FORCED], wants('en'), ['en'], null],
    ['of equals the default', [EN, track('best', 'en', { isDefault })], wants('en'), [], 'best'],
    ['of equals the first', [EN, track('other', 'en')], wants('en'), [], 'en'],
    ['no tracks', [], wants('en'), ['en'], null],
    [
      'a sound with a description',
      [track('main', 'en', { kind: 'main', isDefault }), track('told', 'en', { kind: 'main-desc' })],
      wants('en', 'descriptions'),
      [],
      'told',
    ],
    [
      'a sound without one',
      [track('told', 'de', { kind: 'main-desc' }), track('plain', 'de', { kind: 'alternative' })],
      wants('de', 'main'),
      [],
      'plain',
    ],
  ];
  for (const [why, tracks, preference, languages, id] of cases) {
    it(why, () => expect(chooseTrack(tracks, preference, languages)).to.equal(id));
  }

  const language = fc.constantFrom('', 'de', 'de-AT', 'en', 'en-US', 'fr', '??');
  const tracks = fc
    .array(
      fc.record({
        language,
        kind: fc.constantFrom('captions', 'subtitles'),
        isDefault: fc.boolean(),
        isForced: fc.boolean(),
      }),
    )
    .map((list) => list.map((one, index) => ({ id: String(index), ...one })));
  const preference = fc.record({ isOff: fc.boolean(), language, kind: fc.constantFrom('', 'captions', 'subtitles') });

  it('chooses one that there is; off is never more than what everybody is to read', () => {
    fc.assert(
      fc.property(tracks, preference, fc.array(language), (list, wanted, languages) => {
        const id = chooseTrack(list, wanted, languages);
        const chosen = list.find((one) => one.id === id);
        expect(id === null || chosen !== undefined).to.equal(true);
        if (chosen) expect(chosen.isForced).to.equal(wanted.isOff);
      }),
    );
  });

  it('chooses again what was chosen, wherever it stands in the list', () => {
    fc.assert(
      fc.property(tracks, fc.nat(), fc.nat(), (list, at, turn) => {
        const free = list.filter(({ isForced: forced }) => !forced);
        if (free.length === 0) return;
        const chosen = free[at % free.length]!;
        const turned = [...free.slice(turn % free.length), ...free.slice(0, turn % free.length)];
        const found = turned.find(({ id }) => id === chooseTrack(turned, { isOff: false, ...chosen }, []))!;
        expect([found.language, found.kind]).to.deep.equal([chosen.language, chosen.kind]);
      }),
    );
  });
});
