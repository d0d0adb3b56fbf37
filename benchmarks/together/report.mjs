/** The figures as text. */
import { isWithinFrame } from './figures.mjs';

const fine = (value) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));
const triple = ({ med, p95, max }) => [med, p95, max].map(fine).join(' / ');
const ms = (value) => (value === null ? 'never' : String(Math.round(value)));
const percent = (share) => `${Math.round(share * 100)} %`;

/** One line for every step while it runs. */
export function describeRun({ contender, run, idleShare, truth, figures, rooms, failure }, frameRate) {
  const what = `${contender} #${run + 1}`;
  if (failure) return `${what} FAILED: ${failure}`;
  const lines = Object.keys(figures).map((name) => {
    const { apart, leadMs, onScreen, clock, line, lagMs, togetherMs, drawsPerSecond, readingsPerSecond } =
      figures[name];
    const known = rooms[name].map((room) => (room ? `±${fine(room.clockErrorMs)} of ${fine(room.roundTripMs)}` : '–'));
    return (
      `  ${name}: ${triple(apart)}${isWithinFrame(figures[name], frameRate) ? ' within a frame' : ''}, page A leads by ${leadMs.toFixed(1)}, ` +
      `on screen ${triple(onScreen)}, clocks ${triple(clock)}, lines ${triple(line)}, pictures behind the clocks by ${lagMs.map(Math.round).join(' and ')}, together after ${ms(togetherMs)}, ` +
      `the room's clock ${known.join(' and ')}, ${drawsPerSecond.map(Math.round).join(' and ')} draws/s, ${Math.round(readingsPerSecond)} readings/s`
    );
  });
  const checked = truth.map(({ offMs, withinMs }) => `${offMs.toFixed(2)} ± ${withinMs.toFixed(2)}`).join(' and ');
  return `${what}: CPU idle ${percent(idleShare)}, clocks of the two browsers off by ${checked}\n${lines.join('\n')}`;
}

const COLUMNS = [
  ['after', ({ step }) => step.title],
  ['contender', ({ contender }) => contender],
  ['apart med / p95 / max', ({ summary }) => triple(summary.apart)],
  ['worst run', ({ summary }) => fine(summary.worstMs)],
  ['runs within a frame', ({ summary }) => `${summary.runsWithinFrame} of ${summary.runs}`],
  ['on screen', ({ summary }) => triple(summary.onScreen)],
  ['clocks', ({ summary }) => triple(summary.clock)],
  ['lines', ({ summary }) => triple(summary.line)],
  ['together after', ({ summary }) => ms(summary.togetherMs)],
  [
    'draws, readings/s',
    ({ summary }) => `${Math.round(summary.drawsPerSecond)}, ${Math.round(summary.readingsPerSecond)}`,
  ],
];
const LEAD = 2;

/** @param {object[]} rows one for each step and contender; `summary` null: no run came to an end */
export function markdownTable(rows) {
  const cellsOf = (row) =>
    COLUMNS.map(([, read], i) => (row.summary || i < LEAD ? read(row) : i === LEAD ? 'failed' : ''));
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const align = COLUMNS.map((_, i) => (i < LEAD ? '---' : '---:'));
  return [line(COLUMNS.map(([name]) => name)), line(align), ...rows.map((row) => line(cellsOf(row)))].join('\n');
}
