/** The origin as a request handler and as a server. See README.md for its URLs and knobs. */
export { createOrigin } from './create-origin.mjs';
export { startOrigin } from './start-origin.mjs';

/**
 * @typedef {import('./create-origin.mjs').Origin} Origin
 * @typedef {import('./create-origin.mjs').OriginControls} OriginControls
 * @typedef {import('./create-origin.mjs').OriginOptions} OriginOptions
 */
