import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { RoomLink } from './link.mjs';

describe('RoomLink', () => {
  const link = new RoomLink(333);
  const pages = [];

  before(async () => {
    const url = await link.listen();
    for (const user of [0, 1]) {
      const socket = new WebSocket(`${url}?user=${user}`);
      const frames = [];
      const waiting = [];
      socket.addEventListener('message', ({ data }) => {
        const next = waiting.shift();
        if (next) next(JSON.parse(data));
        else frames.push(JSON.parse(data));
      });
      await once(socket, 'open');
      pages.push({
        tell: (frame) => socket.send(JSON.stringify(frame)),
        next: () => (frames.length > 0 ? frames.shift() : new Promise((resolve) => waiting.push(resolve))),
        close: () => socket.close(),
      });
    }
  });
  after(() => {
    for (const page of pages) page.close();
    link.close();
  });

  it('answers each request with its number', async () => {
    const [page] = pages;
    page.tell({ type: 'ping', rid: '7' });
    page.tell({ type: 'nonsense', rid: '8' });
    const [pong, error] = [await page.next(), await page.next()];
    assert.deepEqual([pong.type, pong.rid, typeof pong.serverAt], ['pong', '7', 'number']);
    assert.deepEqual([error.type, error.rid], ['error', '8']);
  });

  it('tells everybody in a room what one of them does', async () => {
    for (const page of pages) {
      page.tell({ type: 'join', channelId: 'r', rid: '1' });
      assert.equal((await page.next()).type, 'joined');
    }
    pages[0].tell({ type: 'timeline', roomId: 'r', position: 5, rate: 1, playing: true, at: 1, rev: 0, rid: '2' });
    assert.deepEqual((({ type, rid, rev }) => ({ type, rid, rev }))(await pages[0].next()), {
      type: 'ack',
      rid: '2',
      rev: 1,
    });
    for (const page of pages) {
      const { type, position, by } = await page.next();
      assert.deepEqual({ type, position, by }, { type: 'timeline', position: 5, by: 'user0' });
    }
  });

  it('relays to the other page only', async () => {
    pages[1].tell({ type: 'relay', act: 'play' });
    assert.deepEqual(await pages[0].next(), { type: 'relay', act: 'play' });
    pages[1].tell({ type: 'ping', rid: '3' });
    assert.equal((await pages[1].next()).type, 'pong');
  });

  it("tells the machine's time", async () => {
    pages[0].tell({ type: 'truth', rid: '4' });
    const { rid, nowMs } = await pages[0].next();
    assert.equal(rid, '4');
    assert.ok(nowMs > 1e12);
  });
});
