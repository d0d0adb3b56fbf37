import { ChatRefusal } from '../chat/refusal.ts';
import type { ChatConformanceStage } from './chat-conformance-stage.ts';
import { equal, rejects } from './expectations.ts';

/** What a transport keeps to that sends; one that does not has to say so. */
export const SENDING: readonly (readonly [title: string, test: (stage: ChatConformanceStage) => Promise<void>])[] = [
  [
    'sends: the message comes back with its nonce before the promise resolves',
    async (stage) => {
      const { transport } = stage.subject;
      const { state, messages, on, join } = stage;
      const [channel] = stage.config.channels;
      await join(channel);
      if (!state().capabilities.send) return void (await rejects(transport.send(channel, 'hello'), 'unsupported'));
      let echoed = 0;
      const sending = transport.send(channel, ' hello ', { nonce: 'n-1' }).then((receipt) => {
        echoed = messages().length;
        return receipt;
      });
      const receipt = await on(sending);
      equal(echoed, 1, 'echoes when it resolved');
      const { message } = messages()[0]!;
      equal(message.nonce, 'n-1', 'nonce');
      equal(message.text, 'hello', 'text');
      equal(message.id, receipt.id, 'id');
      equal(message.user.id, state().channels.get(channel)?.identity?.user.id, 'user');
      equal(receipt.nonce, 'n-1', 'nonce of the receipt');
      const own = await on(transport.send(channel, 'again'));
      equal(own.nonce !== '' && own.nonce !== 'n-1', true, 'a nonce of its own');
      equal(messages().length, 2, 'messages');
    },
  ],
  [
    'sends once what is sent again with its nonce',
    async (stage) => {
      const { transport } = stage.subject;
      const { state, messages, on, join } = stage;
      const [channel] = stage.config.channels;
      await join(channel);
      if (!state().capabilities.send) return;
      const [first, second] = await on(
        Promise.all([1, 2].map(() => transport.send(channel, 'hello', { nonce: 'n-1' }))),
      );
      equal(second!.id, first!.id, 'id, while it is on its way');
      const third = await on(transport.send(channel, 'hello', { nonce: 'n-1' }));
      equal(third.id, first!.id, 'id, afterwards');
      equal(messages().length, 1, 'messages');
    },
  ],
  [
    'says why the server did not take a message',
    async (stage) => {
      const { subject } = stage;
      const { transport, server } = subject;
      const { state, turn, texts, on, join } = stage;
      const [channel] = stage.config.channels;
      await join(channel);
      if (!state().capabilities.send) return;
      server.setSlowMode(channel, 30_000);
      await turn();
      await on(transport.send(channel, 'one'));
      const error = await rejects(on(transport.send(channel, 'two', { nonce: 'n-2' })), 'rate-limited');
      equal(error instanceof ChatRefusal && error.reason, 'slow-mode', 'reason');
      equal(error.retryable, true, 'retryable');
      await subject.pass(31_000);
      const { nonce } = await on(transport.send(channel, 'two', { nonce: 'n-2' }));
      equal(nonce, 'n-2', 'the same nonce again');
      equal(texts(), 'one,two', 'messages');
    },
  ],
  [
    'refuses to send what cannot be sent',
    async (stage) => {
      const { subject } = stage;
      const { transport, server } = subject;
      const { state, on, join } = stage;
      const [channel, other] = stage.config.channels;
      await join(channel);
      if (!state().capabilities.send) return;
      for (const text of ['', '  ', 'x'.repeat(501)]) await rejects(transport.send(channel, text), 'invalid-argument');
      await rejects(transport.send(other, 'hello'), 'invalid-argument');
      await rejects(transport.send(channel, 'hello', { signal: AbortSignal.abort() }), 'aborted');
      await on(transport.send(channel, '🦊'.repeat(500)));
      server.drop();
      await subject.pass(0);
      const error = await rejects(on(transport.send(channel, 'hello')), 'network');
      equal(error.retryable, true, 'retryable: nothing was sent');
    },
  ],
];
