/** A reporter for `node --test` that writes only the final counts, as JSON. */
export default async function* countReporter(events) {
  for await (const { type, data } of events) {
    // A summary with a file is that file's own; the last one has none and covers the run.
    if (type !== 'test:summary' || data.file) continue;
    const { passed, failed, cancelled, skipped, todo } = data.counts;
    yield JSON.stringify({ passed, failed: failed + cancelled, skipped: skipped + todo });
  }
}
