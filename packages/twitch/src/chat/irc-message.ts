const SPACE = 32;
const COLON = 58;
const SEMICOLON = 59;
const EQUALS = 61;
const AT = 64;

const ESCAPES: Readonly<Record<string, string>> = { ':': ';', s: ' ', r: '\r', n: '\n' };

/** By https://ircv3.net/specs/extensions/message-tags: what is escaped for no reason is itself, a backslash at the end is nothing. */
function unescape(value: string): string {
  if (!value.includes('\\')) return value;
  return value.replaceAll(/\\([^]?)/g, (_, character: string) => ESCAPES[character] ?? character);
}

/** The value of a tag, as it has to be written. */
export const escapeTag = (value: string): string =>
  value.replaceAll(
    /[;\s\\]/g,
    (character) => ({ ';': '\\:', ' ': '\\s', '\\': '\\\\', '\r': '\\r', '\n': '\\n' })[character] ?? character,
  );

/** One line of IRC. Tags are decoded when they are asked for. */
export class IrcMessage {
  /** As it was written: `PRIVMSG`, `001`. */
  readonly command: string;
  readonly params: readonly string[];
  /** Who it comes from, as it was written: `nick!user@host`, a server, or empty. */
  readonly source: string;
  readonly #tags: string;

  /** Use `parseIrc()`. */
  constructor(tags: string, source: string, command: string, params: readonly string[]) {
    this.#tags = tags;
    this.source = source;
    this.command = command;
    this.params = params;
  }

  /** The part of `source` before `!` and `@`. */
  get nick(): string {
    const end = this.source.search(/[!@]/);
    return end < 0 ? this.source : this.source.slice(0, end);
  }

  /** The value of one tag, of the last where it stands twice; empty where it has none, undefined where it is not there. */
  tag(name: string): string | undefined {
    const tags = this.#tags;
    let value: string | undefined;
    for (let at = name ? tags.indexOf(name) : -1; at >= 0; at = tags.indexOf(name, at + 1)) {
      if (at > 0 && tags.charCodeAt(at - 1) !== SEMICOLON) continue;
      const end = at + name.length;
      const after = tags.charCodeAt(end);
      if (after === EQUALS) {
        const next = tags.indexOf(';', end);
        value = next < 0 ? tags.slice(end + 1) : tags.slice(end + 1, next);
      } else if (after === SEMICOLON || end === tags.length) value = '';
    }
    return value && unescape(value);
  }

  /** All tags, decoded anew with every call. */
  tags(): Map<string, string> {
    const tags = this.#tags;
    const decode = tags.includes('\\') ? unescape : null;
    const all = new Map<string, string>();
    for (let start = 0; start < tags.length;) {
      let end = tags.indexOf(';', start);
      if (end < 0) end = tags.length;
      const equals = tags.indexOf('=', start);
      const nameEnd = equals < 0 || equals > end ? end : equals;
      if (nameEnd > start) {
        const value = tags.slice(nameEnd + 1, end);
        all.set(tags.slice(start, nameEnd), decode ? decode(value) : value);
      }
      start = end + 1;
    }
    return all;
  }
}

function skipSpaces(line: string, from: number): number {
  let position = from;
  while (line.charCodeAt(position) === SPACE) position++;
  return position;
}

function wordEnd(line: string, from: number, length: number): number {
  const space = line.indexOf(' ', from);
  return space < 0 || space > length ? length : space;
}

/** Cuts one line, with or without its end; null where there is no command in it. */
export function parseIrc(line: string): IrcMessage | null {
  let length = line.length;
  while (length > 0 && (line.charCodeAt(length - 1) === 10 || line.charCodeAt(length - 1) === 13)) length--;
  let start = skipSpaces(line, 0);
  let tags = '';
  let source = '';
  if (line.charCodeAt(start) === AT) {
    const end = wordEnd(line, start, length);
    tags = line.slice(start + 1, end);
    start = skipSpaces(line, end);
  }
  if (line.charCodeAt(start) === COLON) {
    const end = wordEnd(line, start, length);
    source = line.slice(start + 1, end);
    start = skipSpaces(line, end);
  }
  if (start >= length) return null;
  let end = wordEnd(line, start, length);
  const command = line.slice(start, end);
  const params: string[] = [];
  while ((start = skipSpaces(line, end)) < length) {
    const isLast = line.charCodeAt(start) === COLON;
    if (isLast) start++;
    end = isLast ? length : wordEnd(line, start, length);
    params.push(line.slice(start, end));
  }
  return new IrcMessage(tags, source, command, params);
}
