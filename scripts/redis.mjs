import { installDebian } from './debian.mjs';
import { findProgram } from './real-parts/installed.mjs';

/** Sees to it that the tests that need a real Redis find one; where none can be had they are skipped, and say so. */
export function provideRedis() {
  if (!findProgram('redis-server')) installDebian(['redis-server']);
}
