import type { Pressure } from './decode-budget.ts';
import type { Box } from './ladder.ts';

/** What the manager asks the machine about. Where a browser knows nothing, the report stays away. */
export interface QualitySignals {
  /** Reports how hard the processors work, whenever that changes. @returns ends it */
  readonly pressure: (report: (pressure: Pressure) => void) => () => void;
  /** Reports whether the device runs on its battery, at once and whenever that changes. @returns ends it */
  readonly battery: (report: (onBattery: boolean) => void) => () => void;
  /** Whether the viewer has asked the browser to save data. */
  readonly savesData: () => boolean;
  /** How many processor cores there are. */
  readonly cores: () => number;
  /** Device pixels a CSS pixel. */
  readonly devicePixelRatio: () => number;
  /** Reports the size of an element in CSS pixels, soon and whenever it changes. @returns ends it */
  readonly size: (element: Element, report: (box: Box) => void) => () => void;
}

/** By the browser: Compute Pressure and the battery in Chromium alone, the rest everywhere. */
export const browserSignals: QualitySignals = {
  pressure(report) {
    if (typeof PressureObserver !== 'function') return () => {};
    const observer = new PressureObserver((records) => report(records.at(-1)!.state));
    // Refused where the page's permissions policy says so.
    observer.observe('cpu', { sampleInterval: PRESSURE_INTERVAL_MS }).catch(() => {});
    return () => observer.disconnect();
  },
  battery(report) {
    const life = new AbortController();
    void watchBattery(report, life.signal);
    return () => life.abort();
  },
  savesData: () => (navigator as DataNavigator).connection?.saveData === true,
  cores: () => navigator.hardwareConcurrency,
  devicePixelRatio: () => devicePixelRatio,
  size(element, report) {
    const observer = new ResizeObserver((entries) => {
      const { width, height } = entries.at(-1)!.contentRect;
      report({ width, height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  },
};

async function watchBattery(report: (onBattery: boolean) => void, signal: AbortSignal): Promise<void> {
  // Refused where the page's permissions policy says so.
  const battery = await (navigator as BatteryNavigator).getBattery?.().catch(() => undefined);
  if (!battery || signal.aborted) return;
  const tell = (): void => report(!battery.charging);
  battery.addEventListener('chargingchange', tell, { signal });
  tell();
}

/** The decode budget looks at it every 2 s. */
const PRESSURE_INTERVAL_MS = 2000;

type BatteryNavigator = Navigator & { getBattery?: () => Promise<EventTarget & { readonly charging: boolean }> };
type DataNavigator = Navigator & { readonly connection?: { readonly saveData?: boolean } };

declare const PressureObserver:
  | undefined
  | (new (callback: (records: readonly { readonly state: Pressure }[]) => void) => {
      observe(source: 'cpu', options: { sampleInterval: number }): Promise<void>;
      disconnect(): void;
    });
