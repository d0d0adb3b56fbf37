import type { PlaybackReport } from './playback-report.ts';
import type { Delivery } from './report-queue.ts';

/** Where reports go: an address that takes them by POST, or a function; one that throws, or rejects, gets them again. */
export type ReportTarget = string | URL | ((reports: readonly PlaybackReport[]) => unknown);

type Deliver = (reports: readonly PlaybackReport[], isLeaving: boolean) => Promise<Delivery>;

/** What is worth another try: a server that is down, or has too much to do. */
const passes = (status: number): boolean => status === 429 || status >= 500;

/** @param revoked nothing is sent any more */
export function deliverTo(target: ReportTarget, revoked: AbortSignal): Deliver {
  if (typeof target === 'function') {
    return async (reports) => {
      await target(reports);
      return 'delivered';
    };
  }
  const url = String(target);
  let encoder: typeof import('./encode-reports.ts') | undefined;
  const load = async (): Promise<typeof import('./encode-reports.ts')> =>
    (encoder ??= await import('./encode-reports.ts'));
  // Now: while a page goes, nothing can be fetched. What is missing then is met again, and told, by the first batch.
  load().catch(() => {});
  return async (reports, isLeaving) => {
    const { encodeReports, REPORTS_TYPE } = encoder ?? (await load());
    if (revoked.aborted) return 'refused';
    const body = encodeReports(reports).join('\n');
    // Firefox before 133 lets no other request outlive its page.
    if (isLeaving && !('keepalive' in Request.prototype)) {
      return navigator.sendBeacon(url, new Blob([body], { type: REPORTS_TYPE })) ? 'delivered' : 'again';
    }
    const { status } = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'Content-Type': REPORTS_TYPE },
      credentials: 'omit',
      keepalive: true,
    });
    if (status === 410) return 'gone';
    return status < 300 ? 'delivered' : passes(status) ? 'again' : 'refused';
  };
}
