import { T333Error } from '../errors.ts';

/** What a port has rejected with; what it should not have is taken for a network that failed. */
export const asError = (cause: unknown): T333Error =>
  cause instanceof T333Error
    ? cause
    : new T333Error('network', 'The server could not be asked.', { cause, retryable: true });
