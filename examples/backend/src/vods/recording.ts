/** One piece of a rendition, as it was live. */
export interface RecordedSegment {
  /** Of its file, in the folder of its rendition: `12.m4s`. */
  name: string;
  durationMs: number;
  /** When its first frame was, Unix milliseconds; where nobody knows that, its position. */
  startMs: number;
  /** Its decode times do not follow those before: the encoder began anew. */
  isDiscontinuity?: boolean;
  /** Where an encoder began anew, it may need another. Default that of the rendition. */
  init?: string;
}

export interface RecordedRendition {
  /** Of its folder: `720p`. */
  name: string;
  width: number;
  height: number;
  frameRate: number;
  /** As in RFC 6381: `avc1.64001f,mp4a.40.2`. */
  codecs: string;
  /** At most, bit/s. */
  bandwidth: number;
  /** On the whole, bit/s. */
  averageBandwidth: number;
  /** Of the initialization segment, in the folder: `init.mp4`. */
  init: string;
  segments: RecordedSegment[];
}

/** All that was made of a stream: the files of it are those that were live. */
export interface Recording {
  /** False: nobody knows when it was, as of a file that was sent. Default true. */
  isDated?: boolean;
  /** In the names of all its files: what is beside them with another one is of another instance. Default: there is no other. */
  mark?: string;
  renditions: RecordedRendition[];
}

export const durationOf = ({ renditions: [first] }: Recording): number =>
  Math.round(first?.segments.reduce((sum, { durationMs }) => sum + durationMs, 0) ?? 0);

/** The names of all files of a recording, below its prefix. */
export function filesOf({ renditions }: Recording): string[] {
  return renditions.flatMap(({ name, init, segments }) => [
    ...new Set(
      [init, ...segments.flatMap((segment) => (segment.init === undefined ? [] : [segment.init]))].map(
        (file) => `${name}/${file}`,
      ),
    ),
    ...segments.map((segment) => `${name}/${segment.name}`),
  ]);
}
