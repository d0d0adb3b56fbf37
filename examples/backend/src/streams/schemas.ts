import { Type } from 'typebox';
import { Id } from '../http/schemas.ts';

const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);
const DateTime = Type.String({ format: 'date-time' });

export const VisibilitySchema = Type.Enum(['public', 'unlisted', 'private', 'subscribers']);

/** Of the web, or of this server. */
const Address = Type.String({ maxLength: 2000, pattern: '^(https?://|/)[^\\s"<>\\\\]+$' });

export const StreamSettingsFields = {
  latency: Type.Enum(['low', 'normal']),
  dvrWindowSec: Type.Integer({ minimum: 0, maximum: 14_400 }),
  minAge: Type.Integer({ minimum: 0, maximum: 21 }),
  hasWatermark: Type.Boolean(),
  visibility: VisibilitySchema,
};

/** What a stream is begun with, or changed to. */
export const StreamChangesSchema = Type.Partial(
  Type.Object({
    title: Type.String({ maxLength: 140 }),
    categoryId: orNull(Type.String({ maxLength: 40 })),
    poster: orNull(Address),
    ingest: Type.Enum(['rtmp', 'srt']),
    startAt: orNull(DateTime),
    ...StreamSettingsFields,
  }),
  { additionalProperties: false },
);

export const StreamSchema = Type.Object({
  id: Id,
  channelId: Id,
  handle: Type.String(),
  name: Type.String(),
  title: Type.String(),
  categoryId: orNull(Type.String()),
  poster: orNull(Type.String()),
  status: Type.Enum(['preview', 'live', 'ended']),
  viewerCount: Type.Integer(),
  /** In preview, with a time at which it is to begin. */
  scheduled: Type.Boolean(),
  startAt: orNull(DateTime),
  startedAt: orNull(DateTime),
  endedAt: orNull(DateTime),
  /** Of the playlist, on this server where it begins with a slash; null where there is none, or not for whoever asks. */
  hlsUrl: orNull(Type.String()),
  ingest: Type.Enum(['rtmp', 'srt']),
  /** Media that is looped, and viewers who are not there. */
  simulated: Type.Boolean(),
  settings: Type.Object(StreamSettingsFields),
});

export const KeySchema = Type.Object({
  which: Type.Enum(['primary', 'backup']),
  createdAt: DateTime,
  /** Of the one that was replaced. */
  oldGoodUntil: orNull(DateTime),
});
