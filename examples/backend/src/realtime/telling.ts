import { fitting } from '../../../realtime/fitting.ts';

/** The same for all who are told the same of one channel in one window: their frames are made once. */
export class Bundle {
  readonly channelId: string;
  readonly texts: readonly string[];
  #frames: readonly Buffer[] | null = null;
  #named: readonly string[] | null = null;

  constructor(channelId: string, texts: readonly string[]) {
    this.channelId = channelId;
    this.texts = texts;
  }

  /** For sockets that hear of this channel alone now. */
  get frames(): readonly Buffer[] {
    this.#frames ??= fitting(this.texts).map((part) =>
      Buffer.from(part.length === 1 ? named(this.channelId, part[0]!) : batchOf(part, this.channelId)),
    );
    return this.#frames;
  }

  /** Each event with the name of its channel. */
  get named(): readonly string[] {
    return (this.#named ??= this.texts.map((text) => named(this.channelId, text)));
  }
}

/** Several channels in one window: sockets that hear of the same ones share their frames, too. */
export class Mixes {
  readonly #ids = new Map<Bundle, number>();
  readonly #frames = new Map<string, readonly Buffer[]>();

  framesOf(bundles: readonly Bundle[]): readonly Buffer[] {
    if (bundles.length === 1) return bundles[0]!.frames;
    let key = '';
    for (const bundle of bundles) {
      let id = this.#ids.get(bundle);
      if (id === undefined) this.#ids.set(bundle, (id = this.#ids.size));
      key += `${id} `;
    }
    let frames = this.#frames.get(key);
    if (!frames) {
      frames = fitting(bundles.flatMap((bundle) => bundle.named)).map((part) => Buffer.from(batchOf(part)));
      this.#frames.set(key, frames);
    }
    return frames;
  }
}

/** A frame of events, of their texts. @param channelId where they do not name it themselves */
export const batchOf = (texts: readonly string[], channelId?: string): string =>
  `{"type":"batch",${channelId === undefined ? '' : `"channelId":${JSON.stringify(channelId)},`}"events":[${texts.join(',')}]}`;

const named = (channelId: string, text: string): string => `{"channelId":${JSON.stringify(channelId)},${text.slice(1)}`;
