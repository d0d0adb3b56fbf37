import type { World } from '../world.ts';

/**
 * What an event says, with what was left out: whose id it has, or the condition names, their login and name too; and when a
 * stream began. The `user_id` of a condition is who listens, and not in the event.
 */
export function fillEvent(world: World, type: string, condition: Record<string, string>, event: object): object {
  const places = Object.entries(condition).filter(([field]) => field.endsWith('_user_id'));
  const given: Record<string, unknown> = { ...Object.fromEntries(places), ...event };
  const row: Record<string, unknown> = type === 'stream.online' ? beginning(world, given['broadcaster_user_id']) : {};
  for (const [field, id] of Object.entries(given)) {
    if (!/(^|_)user_id$/.test(field) || typeof id !== 'string' || id === '') continue;
    const { login, display_name } = world.user({ id });
    row[field.replace(/id$/, 'login')] = login;
    row[field.replace(/id$/, 'name')] = display_name;
  }
  return { ...row, ...given };
}

/** Of the stream that is there, if there is one. */
function beginning(world: World, broadcasterId: unknown): Record<string, unknown> {
  const { id, started_at } = world.streams.get(String(broadcasterId)) ?? {
    id: world.newId(),
    started_at: world.timestamp(),
  };
  return { id, type: 'live', started_at };
}
