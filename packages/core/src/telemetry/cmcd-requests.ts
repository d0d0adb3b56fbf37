import { toCmcdHeaders, toCmcdQuery, type Cmcd } from '@svta/cml-cmcd';
import type Hls from 'hls.js';
import type {
  FragmentLoaderContext,
  HlsConfig,
  Level,
  Loader,
  LoaderContext,
  MediaPlaylist,
  PlaylistLoaderContext,
} from 'hls.js';
import type { StreamPlayer } from '../player/player.ts';
import type { Clock } from '../time/clock.ts';
import { addToQuery, takesQuery, withoutCmcd } from './cmcd-address.ts';
import type { CmcdOptions, CmcdRequestKey } from './cmcd-options.ts';
import { contentIdOf, limitContentId, limitSessionId, pageSessionId } from './identity.ts';
import { PlaybackMeter } from './playback-meter.ts';
import { secondsAhead } from './seconds-ahead.ts';
import { requestReport, type RequestedObject, type RequestFacts } from './request-report.ts';
import { streamKindOf, type EdgeDistances } from './stream-kind.ts';

type LoaderClass = new (config: HlsConfig) => Loader<LoaderContext>;

/** One source of a player, as far as it is told of. */
export interface CmcdPorts {
  readonly options: CmcdOptions;
  readonly player: Pick<StreamPlayer, 'state' | 'live' | 'frames' | 'currentTime' | 'buffered'> & EdgeDistances;
  readonly hls: () => Hls | null;
  /** What the player expects of the network; null for what hls.js does. */
  readonly throughputBps: () => number | null;
  /** `signal` aborts when it ends. */
  readonly source: { readonly url: string; readonly signal: AbortSignal };
  readonly clock: Clock;
}

/** `sn` counts the requests of a session, whoever makes them. */
const counts = new Map<string, number>();

/**
 * Has a loader of hls.js tell of each request that goes out, in either of its builds. What answers a request without the network, such as
 * what was primed, has gone out before, and is not told of.
 */
export function cmcdLoaders({
  options,
  player,
  hls,
  throughputBps,
  source,
  clock,
}: CmcdPorts): (Base: LoaderClass) => LoaderClass {
  const meter = new PlaybackMeter(player.state, clock);
  source.signal.addEventListener('abort', () => meter.stop());
  const { mode, keys } = options;
  const sid = limitSessionId(options.sessionId ?? pageSessionId());
  const cid = options.contentId === undefined ? contentIdOf(source.url) : limitContentId(options.contentId);
  const wants = new Set<string>(keys);
  const encoding = { version: 2, ...(keys && { filter: (key: string) => wants.has(key) }) } as const;
  const tells = (key: CmcdRequestKey): boolean => !keys || wants.has(key);

  const reportOn = (context: LoaderContext): Cmcd => {
    const engine = hls();
    meter.look();
    const sn = counts.get(sid) ?? 0;
    counts.set(sid, sn + 1);
    const { bs, bsa, bsd, bsda } = meter.takeStarvation();
    return {
      ...requestReport({
        ...playerFacts(player, meter),
        ...requestFacts(engine, context),
        ...streamFacts(player, engine, throughputBps()),
      }),
      sid,
      cid,
      sn,
      bs,
      ...(bsa && { bsa: [bsa], bsda: [bsda] }),
      bsd: [...bsd],
      // It may be told once: not by a report that leaves it out.
      msd: tells('msd') ? meter.takeStartDelay() : undefined,
    } as Cmcd;
  };

  const tell = (context: LoaderContext): LoaderContext => {
    const isQuery = mode !== 'headers';
    if (!(isQuery ? takesQuery(context.url) : /^https?:/i.test(context.url))) return context;
    const report = reportOn(context);
    if (isQuery) return { ...context, url: addToQuery(context.url, toCmcdQuery(report, encoding)) };
    return { ...context, headers: { ...context.headers, ...toCmcdHeaders(report, encoding) } };
  };

  return (Base) =>
    class CmcdLoader extends Base {
      override load(...[context, config, callbacks]: Parameters<Loader<LoaderContext>['load']>): void {
        super.load(tell(context), config, {
          ...callbacks,
          // Other addresses are made from this one, and found again by it.
          onSuccess: ({ url, ...response }, stats, _told, details) =>
            callbacks.onSuccess({ ...response, url: url && withoutCmcd(url) }, stats, context, details),
          onError: (error, _told, ...rest) => callbacks.onError(error, context, ...rest),
        });
        // What hls.js asked for: it compares it with what it asks for next, and names it where it fails.
        this.context = context;
      }
    };
}

function playerFacts(
  { state, live, frames, currentTime, buffered }: CmcdPorts['player'],
  { playState }: PlaybackMeter,
): Pick<
  RequestFacts,
  'playState' | 'positionSeconds' | 'bufferSeconds' | 'rate' | 'latencySeconds' | 'droppedFrames' | 'playheadBps'
> {
  const { rate, rendition, renditions } = state.getSnapshot();
  return {
    playState,
    rate,
    positionSeconds: currentTime,
    bufferSeconds: secondsAhead(buffered, currentTime),
    latencySeconds: live?.state.getSnapshot().latencySeconds ?? null,
    droppedFrames: frames?.dropped ?? null,
    playheadBps: renditions.find(({ id }) => id === rendition)?.bitrateBps ?? null,
  };
}

function streamFacts(
  player: EdgeDistances,
  hls: Hls | null,
  throughputBps: number | null,
): Pick<RequestFacts, 'throughputBps' | 'bufferGoalSeconds' | 'stream'> {
  const details = hls?.latestLevelDetails;
  const streamType = details ? (details.live ? 'live' : 'on-demand') : 'unknown';
  return {
    throughputBps: throughputBps ?? measuredBps(hls),
    bufferGoalSeconds: hls?.config.maxBufferLength ?? 0,
    stream: streamKindOf(streamType, player),
  };
}

/** Before it has measured anything hls.js answers with what it assumes. */
function measuredBps(hls: Hls | null): number | null {
  const { bandwidthEstimate = NaN, abrEwmaDefaultEstimate } = hls ?? {};
  return bandwidthEstimate > 0 && bandwidthEstimate !== abrEwmaDefaultEstimate ? bandwidthEstimate : null;
}

const isPlaylist = (context: object): context is PlaylistLoaderContext => 'levelOrTrack' in context;
const isFragment = (context: object): context is FragmentLoaderContext => 'frag' in context && !('keyInfo' in context);

function requestFacts(
  hls: Hls | null,
  context: LoaderContext,
): Pick<RequestFacts, 'object' | 'durationSeconds' | 'bitratesBps' | 'areAggregate'> {
  const nothing = { durationSeconds: null, bitratesBps: null, areAggregate: false };
  if (isPlaylist(context)) return { ...nothing, object: 'm' };
  if (!isFragment(context)) return { ...nothing, object: 'keyInfo' in context ? 'k' : 'o' };
  const { frag, part } = context;
  if (frag.sn === 'initSegment') return { ...nothing, object: 'i' };
  const { duration: durationSeconds } = part ?? frag;
  const object = objectOf(hls, frag);
  const of = frag.type === 'audio' ? (hls?.audioTracks ?? []) : frag.type === 'main' ? (hls?.levels ?? []) : [];
  return { object, durationSeconds, bitratesBps: bitratesOf(of, frag.level), areAggregate: object === 'v' };
}

function objectOf(hls: Hls | null, { type, level }: FragmentLoaderContext['frag']): RequestedObject {
  if (type === 'audio') return 'a';
  if (type === 'subtitle') return 'c';
  const { audioGroups, videoCodec, audioCodec, width } = hls?.levels[level] ?? ({} as Partial<Level>);
  if (audioCodec && !videoCodec && !width) return 'a';
  return audioGroups?.length && hls?.audioTracks.some(({ url }) => url) ? 'v' : 'av';
}

function bitratesOf(
  all: readonly Pick<Level | MediaPlaylist, 'bitrate'>[],
  index: number,
): RequestFacts['bitratesBps'] {
  const own = all[index]?.bitrate;
  const known = all.map(({ bitrate }) => bitrate).filter(Boolean);
  return own ? { own, lowest: Math.min(...known), top: Math.max(...known) } : null;
}
