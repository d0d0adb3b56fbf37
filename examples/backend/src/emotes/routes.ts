import { readFileSync } from 'node:fs';
import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { adminOf, callerOf } from '../http/identity.ts';
import { baseOf } from '../http/public-url.ts';
import { Problem } from '../http/problem.ts';
import { Id } from '../http/schemas.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import { emoteSets } from './emote-sets.ts';
import type { Emotes } from './emotes.ts';

const WEEK_SECONDS = 604_800;
const PICTURES = new Map(
  ['wow', 'haha', 'clap', 'heart'].map((name) => [
    `${name}.svg`,
    readFileSync(new URL(`pictures/${name}.svg`, import.meta.url)),
  ]),
);

const SetSchema = Type.Object({
  id: Type.String(),
  title: Type.String(),
  emotes: Type.Array(
    Type.Object({
      id: Id,
      text: Type.String(),
      provider: Type.String(),
      images: Type.Array(Type.Object({ url: Type.String(), scale: Type.Number() })),
      animated: Type.Boolean(),
      locked: Type.Boolean(),
    }),
  ),
});
const EmoteSchema = Type.Object({
  id: Id,
  channelId: Type.Union([Id, Type.Null()]),
  code: Type.String(),
  pack: Type.String(),
  imageUrl: Type.String(),
  isAnimated: Type.Boolean(),
  isForSubscribers: Type.Boolean(),
});
const ByCode = Type.Object({ code: Type.String({ pattern: '^[!-~]{2,32}$' }) });
const Draft = Type.Object(
  {
    pack: Type.String({ minLength: 1, maxLength: 50 }),
    imageUrl: Type.String({ pattern: '^https://[^/\\s]+/\\S*$', maxLength: 500 }),
    isAnimated: Type.Optional(Type.Boolean()),
    isForSubscribers: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
const tags = ['emotes'];

interface Parts {
  emotes: Emotes;
  subscriptions: Subscriptions;
  publicUrl: string | null;
}

/** Emotes to pick from, those of a channel by its owner, those of all by an administrator. */
export function emoteRoutes(app: App, { emotes, subscriptions, publicUrl }: Parts): void {
  app.get(
    '/v1/emotes',
    {
      schema: {
        tags,
        description: 'Sets, as `<live-chat>` takes them: of a channel first, then of all.',
        querystring: Type.Object({ channelId: Type.Optional(Id) }),
        response: { 200: Type.Object({ items: Type.Array(SetSchema) }) },
      },
    },
    async (request) => {
      const { caller } = request;
      const { channelId = null } = request.query;
      const isOwner = caller !== null && caller.id === channelId;
      const tier = caller && channelId ? await subscriptions.tierOf(channelId, caller.id) : null;
      const sets = emoteSets(await emotes.list(channelId), baseOf(request, publicUrl), {
        isSubscriber: isOwner || tier !== null,
      });
      return { items: sets };
    },
  );

  for (const { url, whose } of [
    { url: '/v1/channels/mine/emotes/:code', whose: 'channel' },
    { url: '/v1/emotes/:code', whose: 'all' },
  ] as const) {
    app.put(url, { schema: { tags, params: ByCode, body: Draft, response: { 200: EmoteSchema } } }, async (request) => {
      const channelId = whose === 'all' ? (adminOf(request), null) : callerOf(request, 'channel:write').id;
      return emotes.put(channelId, request.params.code, request.body);
    });
    app.delete(url, { schema: { tags, params: ByCode, response: { 204: Type.Null() } } }, async (request, reply) => {
      const channelId = whose === 'all' ? (adminOf(request), null) : callerOf(request, 'channel:write').id;
      await emotes.delete(channelId, request.params.code);
      return reply.code(204).send(null);
    });
  }

  app.get(
    '/emotes/:file',
    { schema: { hide: true, params: Type.Object({ file: Type.String() }) } },
    async (request, reply) => {
      const picture = PICTURES.get(request.params.file);
      if (!picture) throw new Problem('not_found', 'No such picture.');
      return reply
        .header('cache-control', `public, max-age=${WEEK_SECONDS}`)
        .header('cross-origin-resource-policy', 'cross-origin')
        .type('image/svg+xml')
        .send(picture);
    },
  );
}
