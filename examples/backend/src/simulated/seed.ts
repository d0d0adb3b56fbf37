import type { Accounts } from '../auth/accounts.ts';
import type { Channels } from '../channels/channels.ts';
import { newSecret } from '../ids.ts';
import { queriesOf } from '../sql/queries.ts';
import type { Sql } from '../sql/sql.ts';
import type { Streams } from '../streams/streams.ts';
import type { Vods } from '../vods/vods.ts';
import { CAMERAS, VIEWER } from './cameras.ts';
import {
  SIMULATED_DVR_SECONDS,
  SIMULATED_VOD_MS,
  simulatedLive,
  simulatedPoster,
  simulatedVod,
} from './simulated-media.ts';

const queries = queriesOf(new URL('seed.sql', import.meta.url), ['find_account', 'has_vod']);

export interface SeedOptions {
  sql: Sql;
  accounts: Accounts;
  channels: Channels;
  streams: Streams;
  vods: Vods;
  /** Of all demo accounts. Null: one is made. */
  password: string | null;
}

export interface Demo {
  handles: string[];
  /** Of those that were made now; null where all were there, or where it was given: whoever gave it knows it. */
  password: string | null;
  /** Some were made now. */
  isNew: boolean;
}

/** Accounts to try things out, and channels that are always live. What is there already stays. */
export async function seedDemo({ sql, accounts, channels, streams, vods, ...options }: SeedOptions): Promise<Demo> {
  const password = options.password ?? newSecret();
  let isNew = false;
  const accountOf = async (handle: string, name: string): Promise<string> => {
    const find = () => sql.query<{ id: string }>(queries.find_account, [handle]);
    const [known] = await find();
    if (known) return known.id;
    try {
      const { id } = await accounts.register({ handle, name, password });
      isNew = true;
      return id;
    } catch (error) {
      // Another instance was first.
      const [other] = await find();
      if (!other) throw error;
      return other.id;
    }
  };

  await accountOf(VIEWER.handle, VIEWER.name);
  for (const { handle, name, recording, ...about } of CAMERAS) {
    const id = await accountOf(handle, name);
    await channels.update(id, about);
    const poster = simulatedPoster(recording);
    await streams.putSimulated(id, {
      poster,
      mediaUrl: simulatedLive(recording),
      dvrWindowSec: SIMULATED_DVR_SECONDS,
    });
    if ((await sql.query(queries.has_vod, [id])).length > 0) continue;
    await vods.insert({
      channelId: id,
      kind: 'recording',
      status: 'ready',
      isSimulated: true,
      durationMs: SIMULATED_VOD_MS,
      poster,
      title: `${about.title}: the recording`,
      categoryId: about.categoryId,
      prefix: `simulated/${recording}`,
      mediaUrl: simulatedVod(recording),
    });
  }
  return {
    handles: [VIEWER.handle, ...CAMERAS.map(({ handle }) => handle)],
    password: isNew && options.password === null ? password : null,
    isNew,
  };
}
