import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recorded } from '../vods/vods.cases.mjs';

export function reactionCases(stage, media) {
  const comment = async (client, path, text, key) => {
    const headers = key === undefined ? {} : { 'idempotency-key': key };
    const answer = await client.raw('POST', `${path}/comments`, { text }, headers);
    return { status: answer.statusCode, body: answer.json() };
  };

  describe('likes', () => {
    it('count once, however often one asks', async () => {
      const { path } = await recorded(stage, media);
      const fan = await stage.guest();
      const other = await stage.guest();
      const answers = await Promise.all([fan, fan, fan, other].map((client) => client.send('PUT', `${path}/like`)));
      assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([204]));
      assert.equal((await fan.get(path)).body.likeCount, 2);
      for (let count = 0; count < 2; count++) assert.equal((await fan.send('DELETE', `${path}/like`)).status, 204);
      assert.equal((await fan.get(path)).body.likeCount, 1);
      assert.equal((await stage.client().send('PUT', `${path}/like`)).status, 401);
    });

    it('and comments are for who may watch', async () => {
      const fan = await stage.guest();
      const hidden = await recorded(stage, media, { visibility: 'private' });
      assert.equal((await fan.send('PUT', `${hidden.path}/like`)).status, 404);
      assert.equal((await comment(fan, hidden.path, 'Hello', 'a')).status, 404);
      assert.equal((await fan.get(`${hidden.path}/comments`)).status, 404);
      const paid = await recorded(stage, media, { visibility: 'subscribers' });
      assert.equal((await comment(fan, paid.path, 'Hello', 'b')).body.code, 'subscribers_only');
    });
  });

  describe('comments', () => {
    it('sent again under the same key are one, also at once', async () => {
      const { path } = await recorded(stage, media);
      const fan = await stage.guest();
      const sent = await Promise.all([1, 2, 3].map(() => comment(fan, path, 'What a race!', 'key-1')));
      assert.deepEqual(new Set(sent.map(({ status }) => status)), new Set([201]));
      assert.equal(new Set(sent.map(({ body }) => body.id)).size, 1);
      assert.equal((await comment(fan, path, 'Something else', 'key-1')).body.code, 'duplicate');
      const other = await stage.guest();
      assert.equal((await comment(other, path, 'What a race!', 'key-1')).status, 201, 'keys are everybody’s own');
      const { body } = await stage.client().get(`${path}/comments`);
      assert.equal(body.items.length, 2);
      assert.equal((await fan.get(path)).body.commentCount, 2);
    });

    it('need a key and words, and are text whatever is in them', async () => {
      const { path } = await recorded(stage, media);
      const fan = await stage.guest();
      assert.equal((await comment(fan, path, 'No key')).status, 400);
      assert.equal((await comment(fan, path, 'x', 'y'.repeat(65))).status, 400);
      assert.equal((await comment(fan, path, '   ', 'k')).status, 400);
      assert.equal((await comment(fan, path, 'x'.repeat(501), 'k')).status, 400);
      const text = `<img src=x onerror=alert(1)> '; DROP TABLE vod_comments; -- ${'\u202e'}`;
      assert.equal((await comment(fan, path, text, 'k')).body.text, text);
      const insult = 'you idiot, you stupid moron';
      assert.equal((await comment(fan, path, insult, 'l')).body.code, 'rejected');
      assert.equal((await comment(stage.client(), path, 'x', 'k')).status, 401);
    });

    it('come page by page, and so many a minute', async () => {
      const { path } = await recorded(stage, media);
      const fan = await stage.guest();
      const words = 'zero one two three four five six seven eight nine'.split(' ');
      for (const word of words) {
        stage.clock.nowMs += 10;
        assert.equal((await comment(fan, path, word, word)).status, 201);
      }
      assert.equal((await comment(fan, path, 'ten', 'ten')).body.code, 'rate_limited');
      assert.equal((await comment(fan, path, 'nine', 'nine')).status, 201, 'what is there already is no other one');
      stage.clock.nowMs += 60_000;
      assert.equal((await comment(fan, path, 'ten', 'ten')).status, 201);
      const found = [];
      let cursor = '';
      do {
        const { body } = await fan.get(`${path}/comments?limit=4${cursor}`);
        found.push(...body.items.map(({ text }) => text));
        cursor = body.nextCursor && `&cursor=${body.nextCursor}`;
      } while (cursor);
      assert.deepEqual(found, [...words, 'ten'].toReversed());
    });

    it('are deleted by who wrote them and who keeps order', async () => {
      const { owner, path } = await recorded(stage, media);
      const fan = await stage.guest();
      const [one, two, three] = await Promise.all(
        ['one', 'two', 'three'].map(async (text) => (await comment(fan, path, text, text)).body.id),
      );
      const stranger = await stage.guest();
      assert.equal((await stranger.send('DELETE', `${path}/comments/${one}`)).body.code, 'forbidden');
      assert.equal((await fan.send('DELETE', `${path}/comments/${one}`)).status, 204);
      assert.equal((await owner.send('DELETE', `${path}/comments/${two}`)).status, 204);
      await stage.backend.db.query('INSERT INTO channel_moderators (channel_id, account_id) VALUES ($1, $2)', [
        owner.id,
        stranger.id,
      ]);
      assert.equal((await stranger.send('DELETE', `${path}/comments/${three}`)).status, 204);
      assert.equal((await stranger.send('DELETE', `${path}/comments/${three}`)).status, 404);
    });
  });
}
