/** What the conformance suite needs of an assertion library, so that nobody who runs it needs one. */
import { T333Error, type T333ErrorCode } from '../errors.ts';
import type { PlayerEvents, PlayerState, StreamPlayer } from '../player/player.ts';

/** Two positions closer than this are the same: some sources begin a fraction late. */
const SAME_POSITION_SECONDS = 0.3;

export function equal(actual: unknown, expected: unknown, what: string): void {
  if (!Object.is(actual, expected)) fail(`${what}: expected ${String(expected)}, got ${String(actual)}`);
}

export function near(actual: number, expected: number, what: string, tolerance = SAME_POSITION_SECONDS): void {
  if (!(Math.abs(actual - expected) <= tolerance)) fail(`${what}: expected about ${expected}, got ${actual}`);
}

export function fail(message: unknown): never {
  throw new Error(typeof message === 'string' ? message : 'expected a rejection');
}

export async function rejects(promise: Promise<unknown>, ...codes: T333ErrorCode[]): Promise<T333Error> {
  return promise.then(fail, (error: unknown) => expectCode(error, codes));
}

export function throws(call: () => unknown, ...codes: T333ErrorCode[]): void {
  try {
    call();
  } catch (error) {
    return void expectCode(error, codes);
  }
  fail(`expected a T333Error ${codes.join(' or ')}`);
}

function expectCode(error: unknown, codes: T333ErrorCode[]): T333Error {
  if (!(error instanceof T333Error)) throw error;
  return codes.includes(error.code)
    ? error
    : fail(`expected ${codes.join(' or ')}, got ${error.code}: ${error.message}`);
}

export const nextEvent = (player: StreamPlayer, type: keyof PlayerEvents): Promise<void> =>
  new Promise((resolve) => player.addEventListener(type, () => resolve(), { once: true }));

/** Waits for the state to become so; the runner's timeout is the limit. */
export function until(player: StreamPlayer, isSo: (state: Readonly<PlayerState>) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isSo(player.state.getSnapshot())) return;
      leave();
      resolve();
    };
    const leave = player.state.subscribe(look);
    look();
  });
}
