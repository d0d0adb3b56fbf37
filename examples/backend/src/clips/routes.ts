import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { callerOf } from '../http/identity.ts';
import { Id } from '../http/schemas.ts';
import { VodSchema } from '../vods/routes.ts';
import { viewOfVod, type VodViewOptions } from '../vods/vod-view.ts';
import type { Clips } from './clips.ts';

const ById = Type.Object({ id: Id });
const tags = ['clips'];
/** Seconds of a video, Unix milliseconds of what is live. */
const SpanSchema = Type.Object({
  start: Type.Number({ minimum: 0 }),
  end: Type.Number({ minimum: 0 }),
  title: Type.Optional(Type.String({ maxLength: 140 })),
});

export function clipRoutes(app: App, { clips, ...view }: VodViewOptions & { clips: Clips }): void {
  for (const [source, cut] of [
    ['vods', 'ofVod'],
    ['streams', 'ofStream'],
  ] as const)
    app.post(
      `/v1/${source}/:id/clips`,
      { schema: { tags, params: ById, body: SpanSchema, response: { 201: VodSchema } } },
      async (request, reply) => {
        const caller = callerOf(request, 'stream:write');
        const clip = await clips[cut](request.params.id, caller, request.body);
        return reply.code(201).send(await viewOfVod(clip, caller, view));
      },
    );
}
