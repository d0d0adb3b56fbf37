import { T333Error } from '../../errors.ts';
import { offsetOfEpoch, PROGRAM_DATE_TIME_CERTAINTY, type Offset } from '../offsets.ts';
import type { AlignMember, FoundOffset } from './found-offset.ts';
import { openSound } from './open-sound.ts';
import { lagRange, placeWindows, TOLERANCE_SECONDS, type SearchWindow } from './search-plan.ts';
import { solveOffsets, type SolvedOffset, type SoundLink } from './solve-offsets.ts';
import type { SoundMatcher } from './sound-matcher.ts';
import type { SoundSource } from './sound-source.ts';

/** How much wider each search is than the first, and its share of the progress: most end with the first. */
const ROUNDS = [
  { factor: 1, progress: 0.7 },
  { factor: 3, progress: 0.9 },
  { factor: 9, progress: 1 },
] as const;
/** Of the time of a search, to get the sound; the rest is to compare. */
const READING_SHARE = 0.8;
/** What an unknown offset is taken for: the same position as in the reference, and it may be anywhere. */
const UNKNOWN = { source: 'none', certainty: 0 } as const;

/** A video under search. */
interface Candidate {
  readonly id: string;
  readonly sound: SoundSource;
  readonly dated: Offset | null;
  best: Offset;
  found: SolvedOffset | null;
  audible: boolean;
  error: T333Error | null;
}

/** One search, from opening the videos to the answers. */
export class OffsetSearch {
  readonly #members: readonly AlignMember[];
  readonly #reference: AlignMember;
  readonly #matcher: SoundMatcher;
  readonly #signal: AbortSignal;
  readonly #onProgress: (done: number) => void;
  readonly #candidates = new Map<string, Candidate>();
  readonly #failures = new Map<string, T333Error>();

  constructor(
    members: readonly AlignMember[],
    reference: AlignMember,
    matcher: SoundMatcher,
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ) {
    this.#members = members;
    this.#reference = reference;
    this.#matcher = matcher;
    this.#signal = signal;
    this.#onProgress = onProgress;
  }

  async run(window: number): Promise<FoundOffset[]> {
    await this.#open();
    let from = 0;
    let listenedTo = 0;
    for (const { factor, progress } of ROUNDS) {
      const candidates = [...this.#candidates.values()].filter(({ error }) => !error);
      const longest = Math.max(0, ...candidates.map(({ sound }) => sound.duration));
      const missing = candidates.some(({ found, audible, id }) => !found && audible && id !== this.#reference.id);
      if (!missing || !this.#candidates.has(this.#reference.id) || listenedTo >= longest) break;
      listenedTo = window * factor;
      await this.#round(candidates, listenedTo, factor === 1, (done) =>
        this.#onProgress(from + done * (progress - from)),
      );
      from = progress;
    }
    this.#onProgress(1);
    return this.#members.map((member) => this.#resultOf(member));
  }

  async #open(): Promise<void> {
    const sounds = new Map<string, SoundSource>();
    await Promise.all(
      this.#members.map(async ({ id, source }) => {
        try {
          const sound = await openSound(source, this.#signal);
          if (!Number.isFinite(sound.duration)) throw new RangeError('It has no duration.');
          sounds.set(id, sound);
        } catch (cause) {
          this.#failures.set(id, asError(cause));
        }
      }),
    );
    const { id: referenceId, guess } = this.#reference;
    const base = guess?.seconds ?? 0;
    const groupEpochMs = sounds.get(referenceId)?.epochMs ?? null;
    for (const member of this.#members) {
      const sound = sounds.get(member.id);
      if (!sound) continue;
      const dated: Offset | null =
        sound.epochMs === null || groupEpochMs === null
          ? null
          : {
              seconds: base + offsetOfEpoch(sound.epochMs, groupEpochMs),
              source: 'program-date-time',
              certainty: PROGRAM_DATE_TIME_CERTAINTY,
            };
      const best = knownOf(member) ?? dated ?? member.guess ?? { ...UNKNOWN, seconds: base };
      this.#candidates.set(member.id, { id: member.id, sound, dated, best, found: null, audible: true, error: null });
    }
  }

  /** @param trusting whether what is known narrows the search */
  async #round(
    candidates: readonly Candidate[],
    window: number,
    trusting: boolean,
    onProgress: (done: number) => void,
  ): Promise<void> {
    const reference = this.#candidates.get(this.#reference.id)!;
    const ordered = [reference, ...candidates.filter((candidate) => candidate !== reference)];
    const placed = placeWindows(
      ordered.map(({ sound, best }) => ({ duration: sound.duration, offset: best.seconds })),
      window,
    );
    const windows = new Map(ordered.map((candidate, i) => [candidate, placed[i]!]));
    let read = 0;
    await Promise.all(
      ordered.map(async (candidate) => {
        await this.#listen(candidate, windows.get(candidate)!);
        onProgress((++read / ordered.length) * READING_SHARE);
      }),
    );
    const heard = ordered.filter(({ audible, error }) => audible && !error);
    const place = (candidate: Candidate): { offset: number; tolerance: number; start: number } => ({
      offset: candidate.best.seconds,
      tolerance: candidate === reference ? 0 : trusting ? TOLERANCE_SECONDS[candidate.best.source] : Infinity,
      start: windows.get(candidate)!.start,
    });
    const pairs = heard.flatMap((a, i) => heard.slice(i + 1).map((b) => [a, b] as const));
    const links: SoundLink[] = [];
    for (const [i, [a, b]] of pairs.entries()) {
      const [from, to] = [place(a), place(b)];
      const match = await this.#matcher.match(a.id, b.id, lagRange(from, to));
      if (match) {
        const seconds = match.lagSeconds + to.start - from.start;
        links.push({ a: a.id, b: b.id, seconds, peakRatio: match.peakRatio });
      }
      onProgress(READING_SHARE + ((i + 1) / pairs.length) * (1 - READING_SHARE));
    }
    for (const [id, solved] of solveOffsets(reference.id, links)) {
      const candidate = this.#candidates.get(id)!;
      if (candidate.found) continue;
      candidate.found = solved;
      if (candidate === reference) continue;
      const seconds = reference.best.seconds + solved.seconds;
      candidate.best = { seconds, source: 'sound', certainty: solved.certainty };
    }
  }

  async #listen(candidate: Candidate, { start, duration }: SearchWindow): Promise<void> {
    const pcm = await candidate.sound.read(start, duration, this.#signal).catch((cause: unknown) => {
      candidate.error = asError(cause);
      return null;
    });
    candidate.audible = pcm !== null && (await this.#matcher.add(candidate.id, pcm));
  }

  #resultOf(member: AlignMember): FoundOffset {
    const { id } = member;
    const candidate = this.#candidates.get(id);
    const originSeconds = candidate?.sound.originSeconds ?? NaN;
    const error = candidate ? candidate.error : this.#failures.get(id);
    if (member === this.#reference && candidate?.audible && !error) {
      const offset = knownOf(member) ?? this.#offsetByOthers();
      if (offset) return { id, originSeconds, offset };
    } else if (candidate?.found) return { id, originSeconds, offset: candidate.best };
    return {
      id,
      originSeconds,
      notFound: error ? 'unreadable' : candidate?.audible ? 'no-shared-sound' : 'silent',
      ...(error && { error }),
      ...(candidate?.dated && { fallback: candidate.dated }),
    };
  }

  /** What sound says of the others, it says of the reference. */
  #offsetByOthers(): Offset | null {
    const others = [...this.#candidates.values()].filter(({ id, found }) => found && id !== this.#reference.id);
    if (others.length === 0) return null;
    const certainty = Math.max(...others.map(({ found }) => found!.certainty));
    return { seconds: this.#reference.guess?.seconds ?? 0, source: 'sound', certainty };
  }
}

/** A place that nobody has given is none to go by. */
const knownOf = ({ guess }: AlignMember): Offset | null => (guess && guess.source !== 'none' ? guess : null);

function asError(cause: unknown): T333Error {
  if (cause instanceof T333Error) return cause;
  // Damaged media makes readers look beyond its end.
  if (cause instanceof RangeError) return new T333Error('media-decode', 'The media is damaged.', { cause });
  return new T333Error('network', 'The sound could not be fetched.', { cause, retryable: true });
}
