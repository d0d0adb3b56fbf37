import { relative } from 'node:path';
import { writeCounts } from './counts.mjs';

/**
 * A reporter for web-test-runner that stores after each file how many tests passed, failed and were skipped so far, and
 * which failed. It may serve one run after another: what a file does last counts.
 */
export class CountReporter {
  #suite;
  /** By file. */
  #results = new Map();
  /** Tests that failed once, and passed when their file ran again. */
  #flaky = [];

  #onFailures;

  /** @param {(failures: number) => void} [onFailures] is told after each file how many tests have failed so far */
  constructor(suite, onFailures = () => {}) {
    this.#suite = suite;
    this.#onFailures = onFailures;
  }

  get failedFiles() {
    return [...this.#results].filter(([, { failures }]) => failures.length > 0).map(([file]) => file);
  }

  reportTestFileResults({ testFile, sessionsForTestFile }) {
    const before = this.#results.get(testFile)?.failures ?? [];
    const counts = { passed: 0, skipped: 0, failures: [] };
    const name = relative(process.cwd(), testFile);
    for (const { testResults, errors, passed } of sessionsForTestFile) {
      const tests = testResults ? allTests(testResults) : [];
      for (const test of tests) {
        if (test.skipped) counts.skipped++;
        else if (test.passed) counts.passed++;
        else counts.failures.push(`${name}: ${test.name}: ${test.error?.message?.split('\n')[0] ?? 'failed'}`);
      }
      // A file that did not load, or crashed outside a test, has no failed test to show for it.
      const isSilent = tests.every((test) => test.passed || test.skipped);
      if (isSilent && (!passed || errors.length > 0)) {
        counts.failures.push(`${name}: ${errors[0]?.message?.split('\n')[0] ?? 'did not run'}`);
      }
    }
    if (counts.failures.length === 0) this.#flaky.push(...before);
    this.#results.set(testFile, counts);
    this.#write();
  }

  #write() {
    const all = [...this.#results.values()];
    const sum = (key) => all.reduce((total, counts) => total + counts[key], 0);
    const failures = all.flatMap((counts) => counts.failures);
    writeCounts(this.#suite, {
      passed: sum('passed'),
      failed: failures.length,
      skipped: sum('skipped'),
      failures,
      flaky: this.#flaky,
    });
    this.#onFailures(failures.length);
  }
}

/** With the names of the suites that they are in. */
const allTests = ({ tests, suites }, path = '') => [
  ...tests.map(({ name, passed, skipped, error }) => ({ name: path + name, passed, skipped, error })),
  ...suites.flatMap((suite) => allTests(suite, `${path}${suite.name} > `)),
];
