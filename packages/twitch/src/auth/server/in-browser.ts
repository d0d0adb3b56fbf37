import { T333Error } from '@t333/core/errors';

/** One name, so that bundlers see a module, and fail for want of the others, instead of warning. */
export const isServer = false;

/**
 * What a bundle for browsers gets in place of this folder: none of its names, so that the build fails, and an error for
 * whoever loads it all the same.
 */
throw new T333Error('unsupported', '@t333/twitch/auth/server holds the client secret: it is not for browsers.');
