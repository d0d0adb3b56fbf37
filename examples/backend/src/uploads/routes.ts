import type { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { callerOf } from '../http/identity.ts';
import { Problem } from '../http/problem.ts';
import { Id } from '../http/schemas.ts';
import { VisibilitySchema } from '../streams/schemas.ts';
import type { JobState } from './jobs.ts';
import type { Uploads } from './uploads.ts';

const UploadSchema = Type.Object({
  id: Id,
  vodId: Id,
  status: Type.Enum(['pending', 'processing', 'completed', 'failed']),
  attempts: Type.Integer(),
  problem: Type.Union([Type.String(), Type.Null()]),
  createdAt: Type.String({ format: 'date-time' }),
});
const tags = ['uploads'];

const shown = ({ id, vodId, status, attempts, problem, createdAt }: JobState) => ({
  id,
  vodId,
  status,
  attempts,
  problem,
  createdAt: createdAt.toISOString(),
});

export interface UploadRoutesOptions {
  /** Null: nothing here makes videos of files, and none are taken. */
  uploads: Uploads | null;
  /** There is work. */
  onTaken: () => void;
}

export function uploadRoutes(app: App, { uploads, onTaken }: UploadRoutesOptions): void {
  const taking = (): Uploads => {
    if (!uploads) throw new Problem('unavailable', 'There is no ffmpeg here that would make a video of it.');
    return uploads;
  };

  // A scope of its own: elsewhere a body is JSON.
  void app.register(async (scope: App) => {
    scope.addContentTypeParser(/^(?:application\/octet-stream|video\/[\w.+-]+)$/, (_request, payload, done) =>
      done(null, payload),
    );
    scope.post(
      '/v1/uploads',
      {
        schema: {
          tags,
          querystring: Type.Object({
            title: Type.Optional(Type.String({ maxLength: 140 })),
            categoryId: Type.Optional(Type.String({ maxLength: 40 })),
            visibility: Type.Optional(VisibilitySchema),
          }),
          response: { 202: UploadSchema },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request, 'stream:write');
        const { maxBytes } = taking();
        if (Number(request.headers['content-length'] ?? 0) > maxBytes)
          throw new Problem('too_long', `A file has ${Math.floor(maxBytes / 1_000_000)} MB at most.`);
        const file = request.body as Readable | undefined;
        if (typeof file?.pipe !== 'function')
          throw new Problem('bad_request', 'Send the file as application/octet-stream.');
        const job = await taking().take(caller, file, request.query);
        onTaken();
        return reply.code(202).send(shown(job));
      },
    );
  });

  app.get(
    '/v1/uploads/:id',
    { schema: { tags, params: Type.Object({ id: Id }), response: { 200: UploadSchema } } },
    async (request) => shown(await taking().get(request.params.id, callerOf(request, 'stream:write'))),
  );
}
