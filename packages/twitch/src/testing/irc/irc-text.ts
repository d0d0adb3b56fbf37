export type IrcTags = Readonly<Record<string, string>>;

/** A line that a client sent. */
export interface ClientLine {
  command: string;
  /** The last one may have blanks. */
  params: string[];
  tags: IrcTags;
}

/** Enough of IRC to understand clients; null for what is no line. */
export function readLine(line: string): ClientLine | null {
  const match = /^(?:@(\S+) +)?(?::\S+ +)?(\S+)(?: +(.*))?$/.exec(line.trim());
  if (!match) return null;
  const [, tags = '', command = '', rest = ''] = match;
  const trailing = rest.startsWith(':') ? 0 : rest.indexOf(' :');
  const middle = trailing === -1 ? rest : rest.slice(0, trailing);
  const params = middle.split(' ').filter((part) => part !== '');
  if (trailing !== -1) params.push(rest.slice(rest.indexOf(':', trailing) + 1));
  return { command: command.toUpperCase(), params, tags: readTags(tags) };
}

const ESCAPES: Readonly<Record<string, string>> = { ';': '\\:', ' ': '\\s', '\\': '\\\\', '\r': '\\r', '\n': '\\n' };
const UNESCAPES: Readonly<Record<string, string>> = { ':': ';', s: ' ', '\\': '\\', r: '\r', n: '\n' };

function readTags(text: string): IrcTags {
  const tags: Record<string, string> = {};
  for (const part of text.split(';')) {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    if (name !== '') tags[name] = value.replaceAll(/\\(.?)/g, (_, letter: string) => UNESCAPES[letter] ?? letter);
  }
  return tags;
}

/** `@a=1;b=2 `, or nothing where there are none. */
export function writeTags(tags: IrcTags): string {
  const parts = Object.entries(tags).map(
    ([name, value]) => `${name}=${value.replaceAll(/[; \\\r\n]/g, (letter) => ESCAPES[letter] ?? '')}`,
  );
  return parts.length === 0 ? '' : `@${parts.join(';')} `;
}
