import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { isOpen, mayAct, mayWatch, nextStatus } from './state-machine.ts';
import { simulatedViewers } from './simulated-viewers.ts';

const STATUSES = ['preview', 'live', 'ended'];
const ROLES = ['broadcaster', 'admin', 'moderator', 'subscriber', 'viewer'];
const VISIBILITIES = ['public', 'unlisted', 'private', 'subscribers'];

describe('nextStatus', () => {
  for (const [status, act, next] of [
    ['preview', 'start', 'live'],
    ['preview', 'stop', 'ended'],
    ['live', 'start', null],
    ['live', 'stop', 'ended'],
    ['ended', 'start', null],
    ['ended', 'stop', null],
  ])
    it(`makes of ${status} by ${act}: ${next}`, () => assert.equal(nextStatus(status, act), next));

  it('never goes back, whatever is asked for, and ends once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('start', 'stop'), { maxLength: 12 }), (acts) => {
        let status = 'preview';
        let ends = 0;
        for (const act of acts) {
          const next = nextStatus(status, act);
          if (next === null) continue;
          assert.ok(STATUSES.indexOf(next) > STATUSES.indexOf(status));
          status = next;
          if (status === 'ended') ends++;
        }
        assert.equal(ends, acts.includes('stop') ? 1 : 0);
      }),
    );
  });
});

describe('mayAct', () => {
  it('lets the broadcaster do all, admins end it, and nobody else anything', () => {
    for (const act of ['start', 'stop', 'change'])
      for (const role of ROLES)
        assert.equal(mayAct(role, act), role === 'broadcaster' || (role === 'admin' && act === 'stop'));
  });
});

describe('mayWatch', () => {
  for (const [visibility, who] of [
    ['public', ['broadcaster', 'admin', 'moderator', 'subscriber', 'viewer']],
    ['unlisted', ['broadcaster', 'admin', 'moderator', 'subscriber', 'viewer']],
    ['subscribers', ['broadcaster', 'admin', 'moderator', 'subscriber']],
    ['private', ['broadcaster', 'admin']],
  ])
    it(`shows what is live and ${visibility} to ${who.join(', ')}`, () => {
      assert.deepEqual(
        ROLES.filter((role) => mayWatch({ status: 'live', visibility }, role)),
        who,
      );
    });

  it('shows what is not ready to its maker and to admins alone', () => {
    for (const status of ['preview', 'processing', 'failed'])
      for (const visibility of VISIBILITIES)
        assert.deepEqual(
          ROLES.filter((role) => mayWatch({ status, visibility }, role)),
          ['broadcaster', 'admin'],
        );
  });

  it('needs a signature for all that is not for everybody', () => {
    const open = VISIBILITIES.filter((visibility) => isOpen({ status: 'live', visibility }));
    assert.deepEqual(open, ['public', 'unlisted']);
  });
});

describe('simulatedViewers', () => {
  it('come and go, a few at a time, the same for all who look', () => {
    const counts = Array.from({ length: 600 }, (_, second) => simulatedViewers('a', 1e12 + second * 1000));
    assert.deepEqual(simulatedViewers('a', 1e12), counts[0]);
    assert.ok(new Set(counts).size > 20);
    for (const [index, count] of counts.entries()) {
      assert.ok(Number.isInteger(count) && count > 0);
      assert.ok(Math.abs(count - (counts[index + 1] ?? count)) <= Math.ceil(count * 0.02));
    }
    assert.notEqual(simulatedViewers('b', 1e12), counts[0]);
  });
});
