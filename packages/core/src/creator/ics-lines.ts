/** RFC 5545 § 3.1: octets of UTF-8 in a line, its end not counted. */
const MAX_LINE_OCTETS = 75;

const encoder = new TextEncoder();

/** What no text of a calendar may have. A tab is white space, and stays. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u2028\u2029]/g;

/** A text as a calendar writes it: no line break of it begins a line of the file. RFC 5545 § 3.3.11. */
export const icsText = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(CONTROLS, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');

/** A line in pieces of at most 75 octets, never within a character. RFC 5545 § 3.1. */
export function foldLine(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  // By whole characters, so that a reader that unfolds text and not octets has none torn in two.
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > MAX_LINE_OCTETS) {
      pieces.push(piece);
      // The blank that begins a piece is one of its octets.
      piece = ' ';
      octets = 1;
    }
    piece += character;
    octets += size;
  }
  return [...pieces, piece].join('\r\n');
}

/** A file of these lines. */
export const icsFile = (lines: readonly string[]): string => lines.map((line) => `${foldLine(line)}\r\n`).join('');
