/** How a client of each server speaks: what it says when its socket is open, and what it makes of what it hears. */

const count = (text, part) => text.split(part).length - 1;

/** The numbers of the messages in a frame, in their order: a parser for each of a million frames would measure the parser. */
const seqs = (text) => [...text.matchAll(/"seq":(\d+)/g)].map(([, seq]) => Number(seq));

/**
 * @typedef {object} Dialect
 * @property {string} path of the socket
 * @property {string} [protocol]
 * @property {(send: (text: string) => void, text: string | null, channelId: string) => boolean} hear is told of the open
 *   socket by `null` and of each frame; true: now it has joined
 * @property {(text: string) => number[]} messages the numbers of the messages in a frame
 * @property {(text: string, index: number, channelId: string) => string} say a frame that says something
 */

/** @type {Record<string, Dialect>} */
export const DIALECTS = {
  ws: {
    path: '/',
    hear: (_send, text) => text === null,
    messages: seqs,
    say: (text) => JSON.stringify({ text }),
  },
  'socket.io': {
    path: '/socket.io/?EIO=4&transport=websocket',
    hear(send, text) {
      if (text === null) return false;
      if (text[0] === '0') send('40');
      if (text === '2') send('3');
      return text.startsWith('40');
    },
    messages: (text) => (text.startsWith('42') ? seqs(text) : []),
    say: (text) => `42${JSON.stringify(['chat', { text }])}`,
  },
  t333: {
    path: '/v1/rt',
    protocol: 't333.v1',
    hear(send, text, channelId, ticket) {
      if (text === null) send(JSON.stringify({ type: 'auth', rid: 'auth', proto: 1, ...(ticket && { ticket }) }));
      else if (text.includes('"type":"ready"'))
        send(JSON.stringify({ type: 'join', rid: 'join', channelId, history: 0 }));
      return text?.includes('"type":"joined"') ?? false;
    },
    messages: (text) => (count(text, '"type":"chat"') > 0 ? seqs(text) : []),
    say: (text, index, channelId) =>
      JSON.stringify({ type: 'chat', rid: `say-${index}`, channelId, nonce: `fanout-${index}`, text }),
  },
};
