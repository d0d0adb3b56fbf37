/**
 * t333-rt/1, the protocol between pages and servers: types of frames, limits, and a codec that takes nothing on trust. No DOM; a server
 * of yours may use the same module.
 *
 * @module
 */
export { decodeClientFrame } from './decode-client-frame.ts';
export { decodePollAnswer, decodePostAnswer } from './decode-poll.ts';
export { readProblem, type RtProblem } from './read-problem.ts';
export { decodeServerFrame } from './decode-server-frame.ts';
export { CLOSE, ERROR_STATUS, errorCode, type RtErrorCode } from './error-codes.ts';
export type * from './events.ts';
export { encodeClientFrame, encodeServerFrame, FrameError } from './frame-text.ts';
export type * from './frames.ts';
export { MOD_ACTIONS } from './frames.ts';
export * from './limits.ts';
export { formatPosition, parsePosition } from './position.ts';
