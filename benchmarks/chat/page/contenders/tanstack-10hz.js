import { create as createBatched } from './tanstack.js';

/** The same, at our pace. */
export const create = (options) => createBatched(options, 100);
