import { existsSync } from 'node:fs';
import { installDebian } from './debian.mjs';

const PLACES = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'];

/** Sees to it that the tests that need a real Redis find one; where none can be had they are skipped, and say so. */
export function provideRedis() {
  if (!PLACES.some((place) => existsSync(place))) installDebian(['redis-server']);
}
