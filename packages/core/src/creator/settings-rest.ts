import { T333Error } from '../errors.ts';
import { boolean, fallback, integer, list, nullable, oneOf, record, text, type Reader } from '../protocol/readers.ts';
import { rest, type RestApiOptions } from './rest-api.ts';
import { SettingsRefusal, type SettingsAnswer, type SettingsApi } from './settings-api.ts';
import {
  LATENCY_MODES,
  VISIBILITIES,
  type CreatorSettings,
  type SettingsField,
  type SomeSettings,
  type StreamCategory,
} from './settings.ts';

type ChannelSettings = Pick<CreatorSettings, 'title' | 'description' | 'categoryId' | 'tags'>;
type StreamSettings = Pick<CreatorSettings, 'latency' | 'dvrWindowSec' | 'minAge' | 'hasWatermark' | 'visibility'>;

const words = text(10_000);
const MAX_ITEMS = 1000;

const channelAnswer: Reader<ChannelSettings> = record<ChannelSettings>({
  title: fallback(words, ''),
  description: fallback(words, ''),
  categoryId: fallback(nullable(text(200, 1)), null),
  tags: fallback(list(text(200, 1), MAX_ITEMS), []),
});

interface StreamAnswer {
  readonly id: string;
  readonly settings: StreamSettings;
}

const streamAnswer: Reader<StreamAnswer> = record<StreamAnswer>({
  id: text(200, 1),
  settings: record<StreamSettings>({
    latency: oneOf(...LATENCY_MODES),
    dvrWindowSec: integer(0),
    minAge: integer(0),
    hasWatermark: boolean,
    visibility: oneOf(...VISIBILITIES),
  }),
});

const currentAnswer: Reader<{ stream: StreamAnswer | null }> = record({ stream: nullable(streamAnswer) });

const categoriesAnswer: Reader<{ items: readonly StreamCategory[] }> = record({
  items: list(record<StreamCategory>({ id: text(200, 1), name: text(200, 1) }), MAX_ITEMS),
});

const CHANNEL_FIELDS: readonly SettingsField[] = ['title', 'description', 'categoryId', 'tags'];
/** A stream has a title and a category of its own: they follow the channel's. */
const STREAM_FIELDS: readonly SettingsField[] = [
  'title',
  'categoryId',
  'latency',
  'dvrWindowSec',
  'minAge',
  'hasWatermark',
  'visibility',
];

/**
 * The settings of a channel and of its stream, as the reference back end has them: `PATCH channels/mine`, and, where there is a stream,
 * `PATCH streams/:id`. The guide says what any other server would have to answer.
 */
export function restSettings(options: RestApiOptions): SettingsApi {
  const { get, send } = rest(options);
  const channelPath = `channels/${encodeURIComponent(options.channelId)}`;
  const currentStream = async (signal: AbortSignal): Promise<StreamAnswer | null> =>
    (await get('channels/mine/streams/current', currentAnswer, signal)).stream;
  return {
    async load(signal) {
      const [channel, stream] = await Promise.all([get(channelPath, channelAnswer, signal), currentStream(signal)]);
      return answerOf(channel, stream);
    },
    async save(changes, signal) {
      const ofChannel = pick(changes, CHANNEL_FIELDS);
      const ofStream = pick(changes, STREAM_FIELDS);
      const patch = async <Answer>(path: string, body: SomeSettings, read: Reader<Answer>, taken: SomeSettings) =>
        send('PATCH', path, read, signal, body).catch((error: unknown) => {
          throw refusalOf(error, body, taken);
        });
      // It cannot have none once it had one: the server does not take null for it.
      if (ofChannel.categoryId === null)
        throw new SettingsRefusal(new Map([['categoryId', 'A category has to stay.']]));
      const channel =
        Object.keys(ofChannel).length > 0
          ? await patch('channels/mine', ofChannel, channelAnswer, {})
          : await get(channelPath, channelAnswer, signal);
      const stream = await currentStream(signal);
      if (!stream || Object.keys(ofStream).length === 0) return answerOf(channel, stream);
      const path = `streams/${encodeURIComponent(stream.id)}`;
      return answerOf(channel, await patch(path, ofStream, streamAnswer, ofChannel));
    },
    categories: async (signal) => (await get('categories', categoriesAnswer, signal)).items,
  };
}

const answerOf = (channel: ChannelSettings, stream: StreamAnswer | null): SettingsAnswer => ({
  settings: { ...channel, ...stream?.settings },
  lacksStream: stream === null,
});

const pick = (from: SomeSettings, fields: readonly SettingsField[]): SomeSettings =>
  Object.fromEntries(fields.filter((field) => field in from).map((field) => [field, from[field]]));

/** What the reference back end says of a field begins with its name: `body/title must …`. */
function refusalOf(error: unknown, body: SomeSettings, taken: SomeSettings): unknown {
  if (!(error instanceof T333Error)) return error;
  const [, field = '', reason = ''] = /^body\/(\w+)(?:\/\d+)? (.+)$/.exec(error.message) ?? [];
  if (error.code === 'invalid-argument' && field in body)
    return new SettingsRefusal(new Map([[field as SettingsField, reason]]), taken, { cause: error });
  if (error.code === 'not-found' && 'categoryId' in body)
    return new SettingsRefusal(new Map([['categoryId', error.message]]), taken, { cause: error });
  return Object.keys(taken).length > 0 ? new SettingsRefusal(new Map(), taken, { cause: error }) : error;
}
