import { create as createBatched } from './lit-repeat.js';

/** The same, at our pace. */
export const create = (options) => createBatched(options, 100);
