import { moderating } from './checks/moderating.ts';
import { polling } from './checks/polling.ts';
import { replay } from './checks/replay.ts';
import { signingIn } from './checks/signing-in.ts';
import { talking } from './checks/talking.ts';
import type { Check } from './suite.ts';

/** All that a server of t333-rt/1 is held to. The last of `talking` use up the viewer's messages, so they come after those that need them. */
export const CHECKS: readonly Check[] = [...signingIn, ...replay, ...moderating, ...polling, ...talking];

export {
  accountOf,
  checkChannel,
  runChecks,
  type Account,
  type Check,
  type CheckResult,
  type ServerUnderTest,
} from './suite.ts';
