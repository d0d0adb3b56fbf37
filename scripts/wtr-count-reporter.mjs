import { writeCounts } from './counts.mjs';

/** A reporter for web-test-runner that stores how many tests passed, failed and were skipped. */
export function countReporter(suite) {
  return {
    onTestRunFinished({ sessions }) {
      const counts = { passed: 0, failed: 0, skipped: 0 };
      for (const { testResults, errors, passed } of sessions) {
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
