import { T333Error } from '../errors.ts';

/** What a media element says of its own failure. */
export function diagnoseMedia(error: { code: number; message: string } | null): T333Error {
  const cause = error?.message;
  if (error?.code === 2) return new T333Error('network', 'The media could not be fetched.', { cause, retryable: true });
  if (error?.code === 3) return new T333Error('media-decode', 'The media is damaged.', { cause, retryable: true });
  return new T333Error('media-unsupported', 'The browser cannot play this.', { cause });
}

/** Finds out why a source failed, where the browser only says that it did. */
export async function diagnose(_source: string, fallback: T333Error, _signal: AbortSignal): Promise<T333Error> {
  return fallback;
}
