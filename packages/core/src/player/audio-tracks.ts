import { T333Error } from '../errors.ts';
import { unlessSame } from './captions.ts';
import type { AudioTrack, PlayerState } from './player.ts';

/** One of `HTMLMediaElement.audioTracks`, which only some browsers have. */
export interface MediaAudioTrack {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly language: string;
  enabled: boolean;
}

/** Of `AudioTrackList`, what is used. */
export interface MediaAudioTracks extends ArrayLike<MediaAudioTrack> {
  addEventListener?(type: string, listener: () => void, options?: { signal?: AbortSignal }): void;
}

/** The tracks, where there is more than one, and the first that is heard. A track's id is its place: that of HTML may be empty. */
export function readAudioTracks(
  tracks: MediaAudioTracks | undefined,
  before: readonly AudioTrack[],
): Pick<PlayerState, 'audioTracks' | 'audioTrack'> {
  const list = Array.from(tracks ?? []);
  if (list.length < 2) return { audioTracks: unlessSame(before, []), audioTrack: null };
  const heard = list.findIndex(({ enabled }) => enabled);
  const audioTracks = list.map(({ label, language, kind }, index) => ({ id: String(index), label, language, kind }));
  return { audioTracks: unlessSame(before, audioTracks), audioTrack: heard < 0 ? null : String(heard) };
}

/** Has one track heard, and no other. */
export function enableAudioTrack(tracks: MediaAudioTracks | undefined, id: string): void {
  Array.from(tracks ?? []).forEach((track, index) => {
    track.enabled = String(index) === id;
  });
}

/** @throws T333Error `invalid-argument` where there is no such track */
export function checkAudioTrack({ audioTracks }: PlayerState, id: string): void {
  if (audioTracks.some((track) => track.id === id)) return;
  throw new T333Error('invalid-argument', `There is no audio track ${id}.`);
}
