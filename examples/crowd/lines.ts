/** What the crowd says; words in colons are emotes. */
export const LINES: readonly string[] = [
  'what a goal',
  'look again :wow:',
  'never saw it coming',
  'no way :haha:',
  'from the tower one sees it best',
  ':clap: :clap: :clap:',
  'who had the harbour camera?',
  'my stream is two seconds behind yours, I think',
  'hello from Lagos :heart:',
  'first time here, how does the wall work?',
  'double-click a camera',
  'مساء الخير من عمّان',
  'encore :clap:',
  'that light :heart: :heart:',
  'is this a repeat? the clock says no',
  'schön, oder?',
  'それは速い :wow:',
  'a little louder, please',
];

export const PEOPLE = [
  'Ann',
  'Bo',
  'Chidi',
  'Dana',
  'Emre',
  'Farah',
  'Goro',
  'Hanna',
  'Ines',
  'Jomo',
  'ليلى',
  'Małgorzata',
].map((name, index) => ({ id: `crowd-${index}`, handle: `crowd${index}`, name }));

/** By code: an emote's id. */
export const EMOTES: ReadonlyMap<string, string> = new Map(
  ['wow', 'haha', 'clap', 'heart'].map((name) => [`:${name}:`, name]),
);

export const TIPS: readonly { amountMinor: number; currency: string; text: string }[] = [
  { amountMinor: 500, currency: 'EUR', text: 'For the camera on the drone.' },
  { amountMinor: 2000, currency: 'USD', text: 'Great show!' },
  { amountMinor: 1500, currency: 'JPY', text: 'ありがとう' },
  { amountMinor: 100, currency: 'GBP', text: '' },
];
