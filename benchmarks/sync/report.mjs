/** The figures as text. */
import { isBest } from './figures.mjs';

const ms = (value) => (value === null || value === undefined ? 'never' : String(Math.round(value)));
const fine = (value) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));
const triple = ({ med, p95, max }) => [med, p95, max].map(Math.round).join(' / ');
const percent = (share) => `${Math.round(share * 100)} %`;
const rates = ({ lowestRate, highestRate }) =>
  lowestRate === 1 && highestRate === 1 ? '1' : `${lowestRate.toFixed(2)}–${highestRate.toFixed(2)}`;

/** One line while it runs. */
export function describeRun({ section, players, latencies, action, contender, run, idleShare, figures, failure }) {
  const what = `${section} ${players} × ${action}, ${latencies}, ${contender} #${run + 1}:`;
  if (failure) return `${what} FAILED: ${failure}`;
  const { pix, raw, clock } = figures;
  return (
    `${what} pix ${triple(pix)}${isBest(figures) ? ' best' : ''} (raw ${triple(raw)}, ${percent(figures.unstableShare)} unstable), ` +
    `clock ${fine(clock.med)} / ${fine(clock.p95)}, rate changes ${figures.rateChanges} (${rates(figures)}), ` +
    `seeks ${figures.seeks}, < 40 ms: ${ms(figures.togetherByClockMs)} by clock, ${ms(figures.togetherByPicturesMs)} by pictures` +
    `${figures.othersStoppedMs === null ? '' : `, others stood ${ms(figures.othersStoppedMs)}`}` +
    `, dropped ${figures.dropped}, CPU idle ${percent(idleShare)}`
  );
}

const COLUMNS = [
  ['players', ({ players }) => players],
  ['latencies', ({ latencies }) => latencies],
  ['after', ({ action }) => action],
  ['contender', ({ contender }) => contender],
  ['pix med / p95 / max', ({ summary }) => triple(summary.pix)],
  ['best', ({ summary }) => triple(summary.best)],
  ['runs at best', ({ summary }) => `${summary.bestRuns} of ${summary.runs}`],
  ['raw', ({ summary }) => triple(summary.raw)],
  ['unstable', ({ summary }) => percent(summary.unstableShare)],
  ['clock med / p95', ({ summary }) => `${fine(summary.clock.med)} / ${fine(summary.clock.p95)}`],
  ['< 40 ms by clock', ({ summary }) => ms(summary.togetherByClockMs)],
  ['< 40 ms by pictures', ({ summary }) => ms(summary.togetherByPicturesMs)],
  ['rate changes', ({ summary }) => summary.rateChanges],
  ['steady, per member and minute', ({ summary }) => Math.round(summary.rateChangesPerMinute)],
  ['rates', ({ summary }) => rates(summary)],
  ['seeks', ({ summary }) => summary.seeks],
  ['others stood', ({ summary }) => (summary.othersStoppedMs === null ? '–' : ms(summary.othersStoppedMs))],
  ['dropped', ({ summary }) => summary.dropped],
  ['CPU idle', ({ idleShare }) => percent(idleShare)],
];

/** @param {object[]} rows one for each cell and contender */
export function markdownTable(rows) {
  const several = new Set(rows.map(({ section }) => section)).size > 1;
  const columns = several ? [['section', ({ section }) => section], ...COLUMNS] : COLUMNS;
  const lead = several ? 5 : 4;
  const cellsOf = (row) =>
    columns.map(([, read], i) => (row.summary || i < lead ? read(row) : i === lead ? 'failed' : ''));
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const align = columns.map((_, i) => (i < lead ? '---' : '---:'));
  const failed = rows.filter(({ failures }) => failures > 0);
  const notes = failed.map((row) => `${row.contender}, ${row.players} × ${row.action}: ${row.failures} runs failed.`);
  return [
    line(columns.map(([name]) => name)),
    line(align),
    ...rows.map((row) => line(cellsOf(row))),
    '',
    ...notes,
  ].join('\n');
}
