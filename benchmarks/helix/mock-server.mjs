/** Twitch's mock as a server in a process of its own, which the cases command by messages, so that they share no processor time with it. */
import { TwitchMock } from '@t333/twitch/testing';
import { startTwitchServer } from '@t333/twitch/testing/server';

let mock = null;

const COMMANDS = {
  async start({ users = 0, ...options } = {}) {
    mock = new TwitchMock({ clientId: 'bench', clientSecret: 'secret', ...options });
    for (let id = 1; id <= users; id++) mock.addUser({ id: String(id), login: `user${id}` });
    // Something that no client can batch: every call is a request.
    mock.on('GET', '/bits/cheermotes', () => ({ data: [] }));
    const { helixUrl, idUrl } = await startTwitchServer(mock);
    return { helixUrl, idUrl };
  },
  issue: (options) => mock.issueToken(options),
  revoke: (value) => mock.tokens.revoke(value),
  /** @param every strikes one call of so many, by the number in its query */
  fault({ every, ...rule }) {
    mock.faults.add({
      ...rule,
      ...(every && { match: ({ query }) => Number(query.get('broadcaster_id')) % every === 1 }),
    });
  },
  counts() {
    const helix = mock.requests.filter(({ service }) => service === 'helix');
    const tries = Map.groupBy(helix, ({ url }) => url.href).values();
    return {
      helix: helix.length,
      tokenPosts: mock.requests.filter(({ service, path }) => service === 'id' && path.endsWith('/token')).length,
      refused: helix.filter(({ status }) => status === 429).length,
      mostTries: Math.max(0, ...Array.from(tries, (requests) => requests.length)),
    };
  },
};

process.on('message', async ({ id, command, argument }) =>
  process.send({ id, result: await COMMANDS[command](argument) }),
);
process.on('disconnect', () => process.exit());
process.send({ id: 0 });
