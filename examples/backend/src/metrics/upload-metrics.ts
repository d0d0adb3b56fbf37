import type { Jobs } from '../uploads/jobs.ts';
import type { Metrics } from './metrics.ts';

/** How many files wait to become videos: of all instances, since they share the queue. */
export function measureUploads(jobs: Pick<Jobs, 'depth'>, metrics: Metrics): void {
  metrics.gauge('t333_upload_jobs', 'Files that are to become videos, on all instances.', async () =>
    Object.entries(await jobs.depth()).map(([status, value]) => ({ labels: { status }, value })),
  );
}
