import type { QualityPolicy } from '../policy.ts';
import { byBandwidth } from './by-bandwidth.ts';
import { byCount } from './by-count.ts';
import { byLoad } from './by-load.ts';
import { focusFirst } from './focus-first.ts';
import { utility } from './utility.ts';

export type PolicyName = 'utility' | 'focus-first' | 'by-count' | 'by-load' | 'by-bandwidth';

/** Makes a policy by its name, with the defaults; one for each manager, since some remember. */
export const policies: Readonly<Record<PolicyName, () => QualityPolicy>> = {
  utility: () => utility,
  'focus-first': () => focusFirst,
  'by-count': byCount,
  'by-load': byLoad,
  'by-bandwidth': byBandwidth,
};
