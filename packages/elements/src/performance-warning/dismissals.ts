import type { Advice, AdviceCode } from '@t333/core/quality';

export const STORAGE_KEY = 't333:performance-warning';

type Level = Advice['level'];

/** The most urgent first, as `advise()` has them. */
export const ADVICE_CODES: readonly AdviceCode[] = [
  'dropping-frames',
  'stalling',
  'data-saver',
  'battery',
  'many-streams',
];

/** What a viewer does not want to be told again. */
export type Dismissals = ReadonlyMap<AdviceCode, Level>;

/** Whether it was dismissed at this level or a worse one. */
export const isDismissed = (dismissals: Dismissals, { code, level }: Pick<Advice, 'code' | 'level'>): boolean => {
  const dismissed = dismissals.get(code);
  return dismissed === 'warning' || (dismissed === 'info' && level === 'info');
};

/** All that is advised now was dismissed: more of the same would be no answer to that. */
export function dismiss(dismissals: Dismissals, advice: readonly Pick<Advice, 'code' | 'level'>[]): Dismissals {
  const next = new Map(dismissals);
  for (const one of advice) if (!isDismissed(next, one)) next.set(one.code, one.level);
  return next;
}

/** What was stored, whoever wrote it: what is no dismissal is none. */
export function parseDismissals(text: string | null): Dismissals {
  const dismissals = new Map<AdviceCode, Level>();
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? '');
  } catch {
    return dismissals;
  }
  if (typeof stored !== 'object' || stored === null) return dismissals;
  for (const code of ADVICE_CODES) {
    const level = Object.hasOwn(stored, code) && (stored as Record<string, unknown>)[code];
    if (level === 'info' || level === 'warning') dismissals.set(code, level);
  }
  return dismissals;
}

/** None where there is no storage: a page may be without it, and asking then throws. */
export function loadDismissals(): Dismissals {
  try {
    return parseDismissals(localStorage.getItem(STORAGE_KEY));
  } catch {
    return new Map();
  }
}

export function saveDismissals(dismissals: Dismissals): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(Object.fromEntries(dismissals)));
  } catch {
    // Remembered as long as the page is open.
  }
}
