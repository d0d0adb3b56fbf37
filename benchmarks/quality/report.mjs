/** The figures as text. */

const seconds = (value) => (Number.isFinite(value) ? value.toFixed(1) : 'never');
const percent = (share) =>
  share === null || share === undefined ? '–' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
const height = (value) => String(Math.round(value));
const megabytes = ({ megabytes: all, oversizeMegabytes }) =>
  `${all.toFixed(1)} (${oversizeMegabytes.toFixed(1)}, ${percent(oversizeMegabytes / all)})`;
const stalls = ({ focusStallSeconds, othersStallSeconds }) =>
  `${seconds(focusStallSeconds)} / ${seconds(othersStallSeconds)}`;

/** One line while it runs. */
export function describeRun({ scenario, contender, run, idleShare, figures, failure }) {
  const what = `${scenario}, ${contender} #${run + 1}:`;
  if (failure) return `${what} FAILED: ${failure}`;
  return (
    `${what} focus ${height(figures.focusHeight)} (${percent(figures.focusAtTopShare)} at top), ` +
    `others ${height(figures.othersHeight)}, stalls ${stalls(figures)}, ` +
    `new focus at top after ${figures.topSeconds.map(seconds).join(', ') || '–'}, ` +
    `started ${seconds(figures.allStartedSeconds)}, MB ${megabytes(figures)}, hung ${figures.hungTiles}, ` +
    `${figures.seekSeconds.length > 0 ? `seeks ${figures.seekSeconds.map(seconds).join(', ')}, ` : ''}` +
    `dropped ${percent(figures.droppedShareOfAll)}, in seconds 8–10 ${percent(figures.droppedShare)}, ` +
    `${figures.managerShare === undefined ? '' : `manager ${(figures.managerShare * 100).toFixed(2)} %, main thread ${percent(figures.busyShare)}, `}` +
    `CPU idle ${percent(idleShare)}`
  );
}

const ratio = (name, to) => (row, rows) => {
  const base = rows.find(({ scenario, contender }) => scenario === row.scenario && contender === to)?.summary;
  const [own, other] = [row.summary[name], base?.[name]];
  return other && own !== null ? `${(own / other).toFixed(2)} ×` : '–';
};
const ratios = (name) => (row, rows) => ['cap', 'cap-shared'].map((to) => ratio(name, to)(row, rows)).join(' / ');

const known = (name) => (rows) => rows.some(({ summary }) => summary && summary[name] !== null);

/** Name, what stands there, and when there is such a column. */
const COLUMNS = [
  ['focus', ({ summary }) => height(summary.focusHeight)],
  ['to cap / shared', ratios('focusHeight')],
  ['at its top', ({ summary }) => percent(summary.focusAtTopShare)],
  ['others', ({ summary }) => height(summary.othersHeight)],
  ['to cap / shared', ratios('othersHeight')],
  ['stall s focus / others', ({ summary }) => stalls(summary)],
  [
    'new focus at top after s (worst)',
    ({ summary }) => `${seconds(summary.topSeconds)} (${seconds(summary.worstTopSeconds)})`,
    (rows) => rows.some(({ moves }) => moves > 0),
  ],
  [
    'after a seek s',
    ({ summary }) => seconds(summary.seekSeconds),
    (rows) => rows.some(({ scenario }) => scenario === 'vod-seeks'),
  ],
  ['all started s', ({ summary }) => seconds(summary.allStartedSeconds)],
  ['to cap / shared', ratios('allStartedSeconds')],
  ['MB (oversize)', ({ summary }) => megabytes(summary)],
  ['hung', ({ summary }) => summary.hungTiles],
  [
    'dropped, 8–10 s',
    ({ summary }) => percent(summary.droppedShare),
    (rows) => rows.some(({ scenario }) => scenario === 'cpu'),
  ],
  [
    'manager, of a core',
    ({ summary }) => (summary.managerShare === null ? '–' : `${(summary.managerShare * 100).toFixed(2)} %`),
    known('managerShare'),
  ],
  ['CPU idle', ({ idleShare }) => percent(idleShare)],
];

/** @param {object[]} rows one for each scenario and contender */
export function markdownTable(rows) {
  const columns = COLUMNS.filter(([, , isThere]) => isThere?.(rows) ?? true);
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const notes = rows.flatMap(({ scenario, contender, failures }) =>
    failures > 0 ? [`${contender}, ${scenario}: ${failures} runs failed.`] : [],
  );
  return [
    line(['scenario', 'contender', ...columns.map(([name]) => name)]),
    line(['---', '---', ...columns.map(() => '---:')]),
    ...rows.map((row) =>
      line([
        row.scenario,
        row.contender,
        ...columns.map(([, read], i) => (row.summary ? read(row, rows) : i === 0 ? 'failed' : '')),
      ]),
    ),
    '',
    ...notes,
  ].join('\n');
}
