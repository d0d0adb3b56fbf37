import { expect } from 'chai';
import { headerOf, isMultiplexed } from './network-answer.ts';

const URL_HERE = `${location.origin}/origin/streams.json`;

describe('headerOf', () => {
  it('reads what came by fetch, and what came by XMLHttpRequest', async () => {
    const response = await fetch(URL_HERE);
    const request = new XMLHttpRequest();
    request.open('GET', URL_HERE);
    await new Promise((resolve) => {
      request.addEventListener('load', resolve);
      request.send();
    });
    for (const details of [response, request]) {
      expect(Date.parse(headerOf(details, 'date')!)).to.be.above(0);
      expect(headerOf(details, 'content-type')).to.include('json');
      expect(headerOf(details, 'age')).to.equal(null);
    }
  });

  it('finds nothing in anything else', () => {
    for (const details of [null, undefined, {}, 'date: now']) expect(headerOf(details, 'date')).to.equal(null);
  });
});

describe('isMultiplexed', () => {
  const native = performance.getEntriesByType;
  /** What the browser remembers of an answer from each of these servers. */
  const answer = (protocol: string | null, ...servers: string[]): void => {
    performance.getEntriesByType = () =>
      protocol === null
        ? []
        : servers.map((server) => ({ name: `${server}/a.m3u8?CMCD=cid`, nextHopProtocol: protocol }) as never);
  };

  afterEach(() => {
    performance.getEntriesByType = native;
  });

  it('is what the browser says of the last request', () => {
    for (const [protocol, expected] of [
      ['http/1.1', false],
      ['', false],
      [null, false],
      ['h2', true],
      ['h3', true],
    ] as const) {
      const server = `https://${protocol?.replace('/', '-') || 'none'}.example`;
      answer(protocol, 'https://h1.example', server);
      expect(isMultiplexed(`${server}/a.m3u8`), String(protocol)).to.equal(expected);
    }
  });

  it('remembers a server once it knows, and no other', () => {
    answer('h2', 'https://known.example');
    expect(isMultiplexed('https://unknown.example/a.m3u8')).to.equal(false);
    expect(isMultiplexed('https://known.example/a.m3u8')).to.equal(true);
    answer(null);
    expect(isMultiplexed('https://known.example/b.m3u8?_HLS_msn=7')).to.equal(true);
    expect(isMultiplexed('https://unknown.example/a.m3u8')).to.equal(false);
  });
});
