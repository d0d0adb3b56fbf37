/** Two videos that share sound: the same moment is `seconds` later in `b` than in `a`. */
export interface SoundLink {
  readonly a: string;
  readonly b: string;
  readonly seconds: number;
  readonly peakRatio: number;
}

export interface SolvedOffset {
  /** Relative to the reference, in seconds. */
  readonly seconds: number;
  /** 0 to 1. */
  readonly certainty: number;
}

/** How far the sides of a cycle may miss each other, in seconds: three errors of measurement, and clocks 100 ppm apart. */
const CLOSURE_SECONDS = 0.06;
/** A certainty of 0.75 at the lowest peak ratio that is accepted, 0.97 at 10; half the doubt where a triangle agrees. */
const DOUBT = 0.35;
const MAX_CERTAINTY = 0.99;

/**
 * One offset for each video that is linked to the reference, by the strongest links. Where links contradict each other,
 * those that no triangle confirms are dropped: better no answer than a wrong one.
 */
export function solveOffsets(reference: string, links: readonly SoundLink[]): Map<string, SolvedOffset> {
  let remaining = [...links];
  for (;;) {
    const support = new Map(remaining.map((link) => [link, confirmations(link, remaining)]));
    const weight = (link: SoundLink): number => support.get(link)! * 1000 + link.peakRatio;
    remaining.sort((x, y) => weight(y) - weight(x));
    const paths = spanningPaths(remaining);
    const broken = remaining.find(({ a, b, seconds }) => {
      const [from, to] = [paths.get(a)!, paths.get(b)!];
      return from.root === to.root && Math.abs(to.seconds - from.seconds - seconds) > CLOSURE_SECONDS;
    });
    if (!broken) return offsetsFrom(reference, paths, support);
    const cycle = new Set([broken, ...symmetricDifference(paths.get(broken.a)!.links, paths.get(broken.b)!.links)]);
    const least = Math.min(...Array.from(cycle, (link) => support.get(link)!));
    remaining = remaining.filter((link) => !cycle.has(link) || support.get(link)! > least);
  }
}

/** The way from the root of its tree to a video. */
interface Path {
  readonly root: string;
  readonly seconds: number;
  readonly links: readonly SoundLink[];
}

/** Trees of the strongest links. @param links strongest first */
function spanningPaths(links: readonly SoundLink[]): Map<string, Path> {
  const paths = new Map<string, Path>();
  for (const { a, b } of links) {
    for (const id of [a, b]) paths.set(id, { root: id, seconds: 0, links: [] });
  }
  for (const link of links) {
    const [from, to] = [paths.get(link.a)!, paths.get(link.b)!];
    if (from.root === to.root) continue;
    const shift = from.seconds + link.seconds - to.seconds;
    for (const [id, path] of paths) {
      if (path.root !== to.root) continue;
      const way = symmetricDifference(to.links, path.links);
      paths.set(id, { root: from.root, seconds: path.seconds + shift, links: [...from.links, link, ...way] });
    }
  }
  return paths;
}

/** Triangles through a link that close. */
function confirmations({ a, b, seconds }: SoundLink, links: readonly SoundLink[]): number {
  const from = (id: string): Map<string, number> =>
    new Map(
      links.flatMap((link): [string, number][] =>
        link.a === id ? [[link.b, link.seconds]] : link.b === id ? [[link.a, -link.seconds]] : [],
      ),
    );
  const fromB = from(b);
  return Array.from(from(a)).filter(([id, way]) => Math.abs(way - (fromB.get(id) ?? NaN) - seconds) <= CLOSURE_SECONDS)
    .length;
}

function offsetsFrom(
  reference: string,
  paths: ReadonlyMap<string, Path>,
  support: ReadonlyMap<SoundLink, number>,
): Map<string, SolvedOffset> {
  const origin = paths.get(reference);
  const offsets = new Map<string, SolvedOffset>();
  if (!origin) return offsets;
  for (const [id, path] of paths) {
    if (path.root !== origin.root) continue;
    const doubts = symmetricDifference(origin.links, path.links).map(
      (link) => DOUBT / link.peakRatio / (support.get(link)! > 0 ? 2 : 1),
    );
    offsets.set(id, {
      seconds: path.seconds - origin.seconds,
      certainty: Math.min(MAX_CERTAINTY, 1 - Math.max(0, ...doubts)),
    });
  }
  return offsets;
}

const symmetricDifference = <T>(a: readonly T[], b: readonly T[]): T[] => [
  ...a.filter((item) => !b.includes(item)),
  ...b.filter((item) => !a.includes(item)),
];
