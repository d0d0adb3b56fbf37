import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CHECKS, runChecks } from '../../../conformance/index.ts';
import { Instances } from '../testing/instances.ts';

describe('the back end conforms to t333-rt/1', () => {
  const instances = new Instances({ LIMIT_MESSAGES_PER_SECOND: '8' });
  let server;
  before(async () => {
    await instances.open();
    const [owner, viewer] = [await instances.account(), await instances.account()];
    server = {
      url: instances.all[0].url,
      channelId: owner.id,
      viewer: { token: viewer.token, userId: viewer.id },
      moderator: { token: owner.token, userId: owner.id },
    };
  });
  after(() => instances.close());

  for (const check of CHECKS)
    it(check.title, async () => {
      const [{ status, error }] = await Array.fromAsync(runChecks(server, [check]));
      assert.ifError(error);
      assert.equal(status, 'holds');
    });
});
