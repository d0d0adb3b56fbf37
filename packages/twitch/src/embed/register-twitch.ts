import { T333Error } from '@t333/core/errors';
import { defaultSources, type SourceRegistry, type SourceType } from '@t333/core/player/contract';
import { isTwitchSource } from './is-twitch-source.ts';

export interface TwitchSourceOptions {
  /** The domains of the pages around this one, where it is embedded itself. */
  parent?: readonly string[];
}

/** Channels and videos of Twitch: `twitch:name`, `twitch:v123`, and addresses of twitch.tv. The player comes with the first of them. */
export const twitchSource = ({ parent = [] }: TwitchSourceOptions = {}): SourceType => ({
  id: 'twitch',
  matches: isTwitchSource,
  async create({ container, clock }) {
    if (!container) throw new T333Error('unsupported', "Twitch's player needs a container of its own.");
    const { TwitchPlayer } = await import('./twitch-player.ts');
    return new TwitchPlayer({ container, clock, parent });
  },
});

/** Teaches a registry Twitch; by default the one that all elements share. */
export const registerTwitch = (registry: SourceRegistry = defaultSources, options?: TwitchSourceOptions): void =>
  registry.register(twitchSource(options));
