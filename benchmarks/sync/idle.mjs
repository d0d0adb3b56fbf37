import { cpus } from 'node:os';

function times() {
  const all = cpus().map((cpu) => cpu.times);
  const sum = (read) => all.reduce((total, one) => total + read(one), 0);
  return { idle: sum(({ idle }) => idle), total: sum((one) => Object.values(one).reduce((a, b) => a + b, 0)) };
}

/** @returns {() => number} the share of the processors' time, since now, in which nothing ran. Near 0 no figure is to be trusted */
export function watchIdle() {
  const before = times();
  return () => {
    const after = times();
    return (after.idle - before.idle) / Math.max(1, after.total - before.total);
  };
}
