import type Hls from 'hls.js';
import type { HlsLive } from './hls-live.ts';
import type { HlsBuild } from './load-hls.ts';
import { needsFullBuild } from './needs-full-build.ts';
import type { PlaylistAnswer, PlaylistGate } from './playlist-loader.ts';

export interface PlaylistGateOptions {
  /** The one that asks. */
  readonly build: HlsBuild;
  readonly hls: () => Hls;
  readonly live: HlsLive;
  /** What the light build was answered, and the full one need not fetch again. */
  readonly answers: Map<string, PlaylistAnswer>;
  /** A playlist has what the light build cannot play. */
  readonly upgrade: () => void;
}

/** Of sound or of subtitles, which says nothing of where to play. */
const isTrack = (type: string): boolean => type === 'audioTrack' || type === 'subtitleTrack';

/** Looks at each playlist before hls.js does: at what it says of live playback, and at whether this build can play it. */
export function playlistGate({ build, hls, live, answers, upgrade }: PlaylistGateOptions): PlaylistGate {
  return {
    take: (url) => {
      const answer = build === 'full' ? answers.get(url) : undefined;
      answers.delete(url);
      if (answer) live.prepare(hls(), answer.response);
      return answer;
    },
    admit: ({ type, url, levelOrTrack }, answer, details) => {
      const { response, stats } = answer;
      const playlist = String(response.data);
      live.hear(response.url, details, stats);
      if (!isTrack(type)) live.prepare(hls(), response);
      if (build === 'full') return true;
      const full = needsFullBuild(playlist, levelOrTrack?.attrs.CODECS);
      if (full || levelOrTrack === null) answers.set(url, answer);
      if (full) upgrade();
      return !full;
    },
  };
}
