import { writeCounts } from './counts.mjs';

/** A reporter for web-test-runner that stores after each file how many tests passed, failed and were skipped so far. */
export function countReporter(suite) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  return {
    reportTestFileResults({ sessionsForTestFile }) {
      for (const { testResults, errors, passed } of sessionsForTestFile) {
        const tests = testResults ? allTests(testResults) : [];
        for (const test of tests) counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
        // A file that did not load, or crashed outside a test, has no failed test to show for it.
        const isSilent = tests.every((test) => test.passed || test.skipped);
        if (isSilent && (!passed || errors.length > 0)) counts.failed++;
      }
      writeCounts(suite, counts);
    },
  };
}

const allTests = ({ tests, suites }) => [...tests, ...suites.flatMap(allTests)];
