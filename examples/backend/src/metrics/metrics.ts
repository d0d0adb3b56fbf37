export type Labels = Readonly<Record<string, string | number>>;
/** What a gauge shows: one figure, or one for each set of labels. */
export type Reading = number | readonly { labels: Labels; value: number }[];

export interface Counter {
  /** @param by default 1 */
  add: (labels?: Labels, by?: number) => void;
}

export interface Histogram {
  observe: (value: number, labels?: Labels) => void;
}

interface Series {
  labels: Labels;
  counts: number[];
  sum: number;
  count: number;
}

interface Family {
  name: string;
  type: 'counter' | 'gauge' | 'histogram';
  help: string;
  lines: () => Promise<string[]>;
}

/**
 * Figures of one instance, in the text that Prometheus reads. Labels must be of a closed list, such as routes: each set of them is kept for good.
 */
export class Metrics {
  readonly #families = new Map<string, Family>();

  /** What only grows. Its name ends with `_total`. */
  counter(name: string, help: string): Counter {
    const values = new Map<string, number>();
    this.#add({ name, type: 'counter', help, lines: async () => [...values].map(([key, value]) => `${key} ${value}`) });
    return {
      add(labels = {}, by = 1) {
        const key = keyOf(name, labels);
        values.set(key, (values.get(key) ?? 0) + by);
      },
    };
  }

  /** What is asked for when somebody looks. Where it rejects it is left out, and the others are shown. */
  gauge(name: string, help: string, read: () => Reading | Promise<Reading>, type: 'gauge' | 'counter' = 'gauge'): void {
    const lines = async () => {
      const reading = await read();
      const readings = typeof reading === 'number' ? [{ labels: {}, value: reading }] : reading;
      return readings.map(({ labels, value }) => `${keyOf(name, labels)} ${value}`);
    };
    this.#add({ name, type, help, lines: () => lines().catch(() => []) });
  }

  /** How many were at most as large as each bound. @param bounds from small to large */
  histogram(name: string, help: string, bounds: readonly number[]): Histogram {
    const series = new Map<string, Series>();
    const linesOf = ({ labels, counts, sum, count }: Series): string[] => {
      const lines = bounds.map((le, index) => `${keyOf(`${name}_bucket`, { ...labels, le })} ${counts[index]}`);
      lines.push(`${keyOf(`${name}_bucket`, { ...labels, le: '+Inf' })} ${count}`);
      lines.push(`${keyOf(`${name}_sum`, labels)} ${sum}`, `${keyOf(`${name}_count`, labels)} ${count}`);
      return lines;
    };
    const lines = async () => [...series.values()].flatMap(linesOf);
    this.#add({ name, type: 'histogram', help, lines });
    return {
      observe(value, labels = {}) {
        const key = keyOf(name, labels);
        const one = series.get(key) ?? { labels, counts: bounds.map(() => 0), sum: 0, count: 0 };
        series.set(key, one);
        bounds.forEach((bound, index) => {
          if (value <= bound) one.counts[index]!++;
        });
        one.sum += value;
        one.count++;
      },
    };
  }

  /** The text format of version 0.0.4. */
  async expose(): Promise<string> {
    const families = await Promise.all(
      [...this.#families.values()].map(async ({ name, type, help, lines }) => ({
        name,
        type,
        help,
        all: await lines(),
      })),
    );
    return families
      .filter(({ all }) => all.length > 0)
      .map(
        ({ name, type, help, all }) =>
          `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n${all.join('\n')}\n`,
      )
      .join('');
  }

  #add(family: Family): void {
    if (this.#families.has(family.name)) throw new Error(`There is a metric ${family.name} already.`);
    this.#families.set(family.name, family);
  }
}

const escapeHelp = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
const escapeLabel = (text: string): string => escapeHelp(text).replaceAll('"', '\\"');

function keyOf(name: string, labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escapeLabel(String(value))}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
}
