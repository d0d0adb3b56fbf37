import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { RealtimeConnection } from '../../packages/core/src/realtime/index.ts';
import { startInstallation } from '../../scripts/real-parts/installation.mjs';
import { Balancer } from '../backend/src/testing/balancer.ts';
import { Talker } from '../backend/src/testing/talker.ts';

/** As long as a part is away. */
const OUTAGE_MS = 5000;
const LOOK_MS = 20;

async function until(is) {
  while (!is()) await wait(LOOK_MS);
}

async function register(url, handle) {
  const post = async (where, body, cookie) => {
    const response = await fetch(`${url}/v1/${where}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
      body: JSON.stringify(body),
    });
    return { body: await response.json(), cookie: response.headers.getSetCookie()[0]?.split(';')[0] };
  };
  const { body: account, cookie } = await post('auth/register', { handle, password: crypto.randomUUID() });
  const { body: token } = await post('auth/tokens', { name: 'story', scopes: ['chat:read', 'chat:write'] }, cookie);
  return { id: account.id, handle, token: token.token };
}

/** Talks on and on. What nobody has acknowledged is said again, on another socket if need be: it has the same nonce. */
class Speaker {
  acked = new Set();
  #isEnding = false;
  #done;

  constructor(url, account, channelId) {
    this.#done = this.#talk(url, account, channelId);
  }

  async end() {
    this.#isEnding = true;
    await this.#done;
  }

  async #talk(url, account, channelId) {
    let talker = await open(url, account);
    for (let count = 0; !this.#isEnding; count++) {
      const nonce = crypto.randomUUID();
      for (;;) {
        const answer = await talker.say(channelId, `${account.handle} ${count}`, nonce);
        if (answer.type === 'ack') {
          this.acked.add(answer.id);
          break;
        }
        if (answer.type === 'closed') talker = await open(url, account);
        else await wait(answer.retryAfterMs ?? LOOK_MS);
      }
    }
    talker.close();
  }
}

/** Tickets are had from the database: while it is away there are none. */
async function open(url, account) {
  for (;;) {
    try {
      return await Talker.open(url, account);
    } catch {
      await wait(LOOK_MS);
    }
  }
}

describe('people talk on two instances while parts of it die', { timeout: 240_000 }, () => {
  let folder;
  let installation;
  let balancer;
  let connection;
  let channelId;
  const told = [];
  const speakers = [];
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 't333-faults-'));
    // PostgreSQL runs as somebody else where we are root.
    await chmod(folder, 0o755);
    const env = { DEMO: 'false', LIMIT_SOCKETS_PER_IP: '100', LIMIT_MESSAGES_PER_SECOND: '20', LOG_LEVEL: 'silent' };
    installation = await startInstallation({ folder, instances: 2, rtmpPort: null, env });
    balancer = await Balancer.before(installation.instances.map(({ url }) => url));
    const [{ url }] = installation.instances;
    channelId = (await register(url, 'stage')).id;
    connection = new RealtimeConnection({ url: balancer.url });
    connection.addEventListener('items', ({ items }) => {
      for (const { kind, event } of items) if (kind === 'event' && event.type === 'chat') told.push(event);
    });
    await connection.join(channelId);
    for (const handle of ['ann', 'bob', 'cem']) {
      speakers.push(new Speaker(balancer.url, await register(url, handle), channelId));
    }
    await goesOn();
  });
  after(async () => {
    connection?.destroy();
    await balancer?.close();
    await installation?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Each of them is heard again, and the client hears them. */
  async function goesOn() {
    const wanted = speakers.map(({ acked }) => acked.size + 10);
    await until(() => speakers.every(({ acked }, index) => acked.size >= wanted[index]));
    const heard = told.length + 10;
    await until(() => told.length >= heard);
  }

  const isAway = async (part) => {
    await part.kill();
    await wait(OUTAGE_MS);
    await part.start();
  };

  it('goes on after Redis was killed for five seconds', async () => {
    await isAway(installation.redis);
    await goesOn();
  });

  it('goes on after PostgreSQL was killed for five seconds', async () => {
    await isAway(installation.postgres);
    await goesOn();
  });

  it('goes on while an instance is dead, and after it is back', async () => {
    const [one, other] = installation.instances;
    await other.kill();
    balancer.lead([one.url]);
    await goesOn();
    await other.start();
    balancer.lead([one.url, other.url]);
    await goesOn();
  });

  it('has lost nothing that was acknowledged, and told nothing twice or out of order', async () => {
    await Promise.all(speakers.map((speaker) => speaker.end()));
    const acked = speakers.flatMap((speaker) => [...speaker.acked]);
    await until(() => told.length >= acked.length);
    assert.deepEqual(told.map(({ id }) => id).toSorted(), acked.toSorted());
    assert.deepEqual(
      told.map(({ seq }) => seq),
      told.map((_, index) => index + 1),
    );
    for (const { acked: own } of speakers) assert.ok(own.size >= 40);
  });
});
