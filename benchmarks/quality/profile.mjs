/** Reads a CPU profile as the DevTools protocol has it: pure. */

const HOTTEST = 8;

const fileOf = ({ callFrame }) => callFrame.url.slice(callFrame.url.lastIndexOf('/') + 1);

/**
 * Whose time it is: that of the innermost function that has a file, and for functions of a file that several use, that of who
 * called them. So the browser's own functions count for their callers, and hls.js counts for itself, whoever called it.
 *
 * @param {{ nodes: object[], samples: number[], timeDeltas: number[], startTime: number, endTime: number }} profile times in µs
 * @param {{ managerFiles: Set<string>, sharedFiles: Set<string> }} files
 * @returns {{ managerShare: number, busyShare: number, hottest: Record<string, number> }} of one core; `hottest`: the functions that
 *   make up most of the manager's share
 */
export function readProfile({ nodes, samples, timeDeltas, startTime, endTime }, { managerFiles, sharedFiles }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const isManagers = (id) => {
    for (let node = byId.get(id); node; node = byId.get(parents.get(node.id))) {
      const file = fileOf(node);
      if (managerFiles.has(file)) return true;
      if (file !== '' && !sharedFiles.has(file)) return false;
    }
    return false;
  };
  const idle = new Set(nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id));
  const managers = new Set(nodes.filter(({ id }) => isManagers(id)).map(({ id }) => id));
  const whole = endTime - startTime;
  const timeOf = (holds) => samples.reduce((sum, id, i) => sum + (holds(id) ? timeDeltas[i] : 0), 0);
  const names = [...new Set([...managers].map((id) => byId.get(id).callFrame.functionName))];
  const shareOf = (name) => timeOf((id) => managers.has(id) && byId.get(id).callFrame.functionName === name) / whole;
  const hottest = names.map((name) => [name, shareOf(name)]).toSorted((a, b) => b[1] - a[1]);
  return {
    managerShare: timeOf((id) => managers.has(id)) / whole,
    busyShare: timeOf((id) => !idle.has(id)) / whole,
    hottest: Object.fromEntries(hottest.slice(0, HOTTEST)),
  };
}
