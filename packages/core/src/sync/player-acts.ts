import { MAX_RATE, MIN_RATE, type CommandOrigin } from '../player/player.ts';
import type { Conductor } from './conductor.ts';
import type { SyncMember } from './sync-member.ts';

export interface PlayerActsOptions {
  member: SyncMember;
  conductor: Conductor;
  /** Whether every player of the group can change its rate. */
  canChangeRate: () => boolean;
  /** The rate of the group is another. */
  onRate: () => void;
  /** The member takes part in another way. */
  onChange: () => void;
  signal: AbortSignal;
}

/** Makes of what somebody does to one player, by its native controls perhaps, what the group does. */
export function heedPlayerActs(options: PlayerActsOptions): void {
  const { member, conductor, canChangeRate, onRate, onChange, signal } = options;
  const { player } = member;

  const onPlay = (origin: CommandOrigin | null): void => {
    if (origin === 'sync' || member.away === 'loose') return;
    member.comeBack();
    if (!conductor.playing) {
      if (origin === 'user') void conductor.play('user');
      // Nobody plays alone: not a tile that has come back into view, nor one that has begun by itself.
      else member.stop();
    } else if (member.phase !== 'running') {
      conductor.bring(member);
    }
  };

  const onPause = (origin: CommandOrigin | null): void => {
    // By itself it has ended, or failed, or left the document: if it should go on, it will be seen to stand still.
    if (origin === 'sync' || origin === null || member.away === 'loose') return;
    if (origin !== 'user') member.leave('parked');
    else if (conductor.playing) conductor.pause('user');
    onChange();
  };

  const onSeeking = (origin: CommandOrigin | null): void => {
    const isEcho = member.isEcho(origin);
    if (origin !== 'user' || member.away === 'loose' || isEcho) return;
    const { positionInFirst, offset } = member.material;
    void conductor.seek(positionInFirst - offset.seconds, 'user');
  };

  const onRateChange = (origin: CommandOrigin | null): void => {
    if (origin !== 'user' || member.away === 'loose' || member.mode !== 'rate') return;
    // A correction under way would stand between what is wished and what is read.
    if (member.phase === 'correcting') member.settle();
    const wished = player.state.getSnapshot().rate;
    const before = conductor.line().rate;
    if (wished === before) return;
    // Extensions of browsers ask for anything, and some players cannot follow at all.
    const rate = canChangeRate() ? Math.min(Math.max(wished, MIN_RATE), MAX_RATE) : before;
    conductor.setRate(rate);
    if (rate !== before) onRate();
  };

  player.addEventListener('play', ({ origin }) => onPlay(origin), { signal });
  player.addEventListener('pause', ({ origin }) => onPause(origin), { signal });
  player.addEventListener('seeking', ({ origin }) => onSeeking(origin), { signal });
  player.addEventListener('ratechange', ({ origin }) => onRateChange(origin), { signal });
  // A player that reports its clock now and then is read when it does.
  player.addEventListener('timeupdate', () => member.mode === 'rate' || member.read(conductor.line()), { signal });
}
