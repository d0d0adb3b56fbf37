import { parseArgs } from 'node:util';
import { accountOf, CHECKS, checkChannel, runChecks } from './index.ts';

const HELP = `node examples/conformance/cli.ts <url of the API> [--channel <id>]
  Holds a server to t333-rt/1. T333_VIEWER_TOKEN and T333_MODERATOR_TOKEN are bearer tokens of two accounts that it knows; the second
  one moderates the channel ("conformance" unless said otherwise), where nobody else should talk meanwhile.`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { channel: { type: 'string', default: 'conformance' }, help: { type: 'boolean', default: false } },
});
const [url] = positionals;
const { T333_VIEWER_TOKEN: viewer, T333_MODERATOR_TOKEN: moderator } = process.env;
if (values.help || !url || !viewer || !moderator) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}

const stop = (sentence: string): never => {
  console.error(`${url}: ${sentence}`);
  process.exit(2);
};
const accountBy = async (name: string, token: string) =>
  accountOf(url, token).catch((error: Error) => stop(`${name}: ${error.message}`));
const server = {
  url,
  channelId: values.channel,
  viewer: await accountBy('T333_VIEWER_TOKEN', viewer),
  moderator: await accountBy('T333_MODERATOR_TOKEN', moderator),
};
await checkChannel(server).catch((error: Error) => stop(error.message));
const MARKS = { holds: '✔', fails: '✖', 'left out': '–' };
const counts = { holds: 0, fails: 0, 'left out': 0 };
for await (const { title, status, error } of runChecks(server, CHECKS)) {
  counts[status]++;
  console.log(`${MARKS[status]} ${title}${error ? `\n    ${error.message}` : ''}`);
}
console.log(`\n${counts.holds} of ${CHECKS.length} hold, ${counts.fails} fail, ${counts['left out']} are left out`);
process.exitCode = counts.fails ? 1 : 0;
