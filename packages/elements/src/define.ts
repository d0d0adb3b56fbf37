/**
 * Registers every element under its own name. A tag that is taken already is left alone, with a warning.
 *
 * @module
 */
import './live-player/define.ts';
import './multi-stream-grid/define.ts';
