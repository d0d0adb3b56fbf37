import { expect } from 'chai';
import { rejection } from './fixtures/connection-stage.ts';
import { ticketFrom } from './ticket.ts';

const signal = new AbortController().signal;

describe('ticketFrom', () => {
  it('asks for a ticket each time, as who one is', async () => {
    const asked: [unknown, RequestInit | undefined][] = [];
    const getTicket = ticketFrom({
      url: 'https://t333.example/v1/rt/ticket',
      headers: async () => ({ authorization: 'Bearer mine' }),
      fetch: async (url, init) => {
        asked.push([url, init]);
        return new Response(JSON.stringify({ ticket: `t${asked.length}` }));
      },
    });
    expect([await getTicket(signal), await getTicket(signal)]).to.deep.equal(['t1', 't2']);
    expect(asked[0]).to.deep.equal([
      'https://t333.example/v1/rt/ticket',
      { method: 'POST', credentials: 'same-origin', signal, headers: { authorization: 'Bearer mine' } },
    ]);
  });

  it('tells who is not signed in from a server that has none now', async () => {
    const from = (status: number, body: string) =>
      rejection(ticketFrom({ url: 'x', fetch: async () => new Response(body, { status }) })(signal));
    expect(await from(401, '')).to.include({ code: 'unauthorized', retryable: false });
    expect(await from(503, '')).to.include({ code: 'network', retryable: true });
    for (const body of ['', 'null', '{"ticket":7}', '<html>'])
      expect(await from(200, body), body).to.include({ code: 'network', retryable: true });
  });
});
