/** What one writes first: splits everything and decodes all tags. The measure of the others. */
const ESCAPES = { ':': ';', s: ' ', '\\': '\\', r: '\r', n: '\n' };

export function parsePlainly(line) {
  let rest = line;
  const tags = {};
  let source = '';
  if (rest.startsWith('@')) {
    const end = rest.indexOf(' ');
    for (const tag of rest.slice(1, end).split(';')) {
      const equals = tag.indexOf('=');
      const value = equals < 0 ? '' : tag.slice(equals + 1);
      tags[equals < 0 ? tag : tag.slice(0, equals)] = value.includes('\\')
        ? value.replaceAll(/\\(.?)/g, (_, letter) => ESCAPES[letter] ?? letter)
        : value;
    }
    rest = rest.slice(end + 1).trimStart();
  }
  if (rest.startsWith(':')) {
    const end = rest.indexOf(' ');
    source = rest.slice(1, end);
    rest = rest.slice(end + 1).trimStart();
  }
  const trailing = rest.indexOf(' :');
  const params = (trailing < 0 ? rest : rest.slice(0, trailing)).split(' ').filter((part) => part !== '');
  if (trailing >= 0) params.push(rest.slice(trailing + 2));
  const [command = '', ...others] = params;
  return { tags, source, command, params: others };
}
