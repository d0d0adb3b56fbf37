/** How many tests each suite ran: one small JSON file for each, which the closing line of a run adds up. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../.cache/counts');

export const countsFile = (suite) => join(FOLDER, `${suite}.json`);

/** Forgets one suite, or all. */
export function clearCounts(suite) {
  rmSync(suite ? countsFile(suite) : FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
}

export function writeCounts(suite, counts) {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(countsFile(suite), JSON.stringify(counts));
}

/**
 * Runs a suite that writes its own counts. One that ends badly counts at least one failure, one without any test is a
 * failure too: silence must not look like success.
 *
 * @param {string} suite
 * @param {() => Promise<void>} work
 * @returns {Promise<boolean>} whether everything passed
 */
export async function countSuite(suite, work) {
  clearCounts(suite);
  const succeeded = await work().then(
    () => true,
    () => false,
  );
  const { passed = 0, failed = 0, skipped = 0, failures, flaky } = readCounts(suite);
  const isGood = succeeded && failed === 0 && passed > 0;
  writeCounts(suite, { passed, failed: isGood ? 0 : Math.max(1, failed), skipped, failures, flaky });
  return isGood;
}

/** Prints a line for each suite, what failed there, and closes with the sum. Sets the exit code. */
export function printCounts() {
  const total = { passed: 0, failed: 0 };
  console.log('');
  for (const file of readdirSync(FOLDER)) {
    const suite = file.replace('.json', '');
    const { passed, failed, skipped, failures = [], flaky = [] } = readCounts(suite);
    console.log(`${suite.padEnd(12)} ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
    for (const failure of failures) console.log(`  failed: ${failure}`);
    for (const failure of flaky) console.log(`  flaky, passed when its file ran again: ${failure}`);
    total.passed += passed;
    total.failed += failed;
  }
  if (total.failed > 0) process.exitCode = 1;
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
}

function readCounts(suite) {
  try {
    return JSON.parse(readFileSync(countsFile(suite), 'utf8'));
  } catch {
    return {};
  }
}
