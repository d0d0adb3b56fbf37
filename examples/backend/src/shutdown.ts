import type { EventEmitter } from 'node:events';

/** Ctrl+C under npm comes twice: from the terminal, and from npm. */
const SAME_SIGNAL_MS = 500;

export interface ShutdownOptions {
  /** Ends all of it, in order. */
  close: () => Promise<void>;
  /** What is not over by then is cut off, in milliseconds. */
  deadlineMs: number;
  /** For whoever runs it. */
  tell: (text: string) => void;
  /** What signals come from. */
  signals: Pick<EventEmitter, 'on'>;
  exit: (code: number) => void;
  nowMs?: () => number;
}

/** On SIGTERM or SIGINT everything ends in order, and within its time; on a second one, at once. */
export function endOnSignals({
  close,
  deadlineMs,
  tell,
  signals,
  exit,
  nowMs = () => performance.now(),
}: ShutdownOptions): void {
  let firstMs: number | null = null;
  const onSignal = (): void => {
    if (firstMs !== null) {
      if (nowMs() - firstMs < SAME_SIGNAL_MS) return;
      tell('Ended at once.');
      exit(1);
      return;
    }
    firstMs = nowMs();
    tell('Ending: those on the way are let through. Once more ends at once.');
    const timer = setTimeout(() => {
      tell(`Not all was over within ${deadlineMs / 1000} s; the rest is cut off.`);
      exit(1);
    }, deadlineMs);
    close()
      .then(
        () => exit(0),
        (error: unknown) => {
          tell(`It did not end well: ${String(error)}`);
          return exit(1);
        },
      )
      .finally(() => clearTimeout(timer));
  };
  for (const signal of ['SIGINT', 'SIGTERM']) signals.on(signal, onSignal);
}
