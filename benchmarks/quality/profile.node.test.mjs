import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readProfile } from './profile.mjs';

const node = (id, functionName, file, children = []) => ({
  id,
  callFrame: { functionName, url: file && `http://127.0.0.1/${file}` },
  children,
});

describe('readProfile()', () => {
  const nodes = [
    node(1, '(root)', '', [2, 3, 6]),
    node(2, '(idle)', ''),
    node(3, 'tick', 'manager.js', [4, 5, 8]),
    node(4, 'getBoundingClientRect', ''),
    node(5, 'loadLevel', 'hls.js', [9]),
    node(6, 'onFrame', 'player.js', [7]),
    node(7, 'update', 'common.js'),
    node(8, 'update', 'common.js'),
    node(9, 'now', ''),
  ];
  const files = { managerFiles: new Set(['manager.js']), sharedFiles: new Set(['common.js']) };
  const shares = (samples) =>
    readProfile({ nodes, samples, timeDeltas: samples.map(() => 10), startTime: 0, endTime: 100 }, files);

  it('counts the manager, what it asks the browser for, and common code for its caller', () => {
    const { managerShare, hottest } = shares([3, 4, 8, 4]);
    assert.equal(managerShare, 0.4);
    assert.deepEqual(Object.entries(hottest)[0], ['getBoundingClientRect', 0.2]);
  });

  it('does not count others, whoever called them', () => {
    assert.equal(shares([5, 6, 7, 9]).managerShare, 0);
  });

  it('counts all but idle time as busy', () => {
    assert.equal(shares([2, 2, 3, 6]).busyShare, 0.2);
  });
});
