import type { RealtimeConnection, RealtimeState } from '@t333/core/realtime';
import type { HealthPanel } from '@t333/elements/health-panel';
import type { LiveChat } from '@t333/elements/live-chat';
import type { LiveTipTicker } from '@t333/elements/live-tip-ticker';
import { byId, toast } from './page.ts';
import { EMOTES, Room, type Place } from './room.ts';

type Knobs = Parameters<Room['turn']>[0];

/** By what a button says: what becomes of the line between the page and the server. */
const LINES: readonly (readonly [name: string, knobs: Knobs])[] = [
  ['Cut the socket', { cut: true }],
  ['Let no socket through', { cut: true, refuseSockets: true }],
  ['Pull the plug', { cut: true, refuseSockets: true, refusePolls: true }],
  ['Put it back', { refuseSockets: false, refusePolls: false }],
];
const NAMES = ['Otter', 'Heron', 'Lynx', 'Badger', 'Swift', 'Marten'];

/** The talk beside the stream, with tips and its health: who the viewer is in its room, and what goes wrong on the way there. */
export function setUpTalk(room: Room): void {
  const chat = byId<LiveChat>('chat');
  let place: Place | null = null;
  let entering = Promise.resolve();
  const form = byId<HTMLFormElement>('guest');

  const enter = async (): Promise<void> => {
    const next = await room.enter({
      name: byId<HTMLInputElement>('name').value,
      moderates: byId<HTMLInputElement>('moderates').checked,
    });
    chat.client = next.chat;
    byId<LiveTipTicker>('tips').queue = next.tips;
    byId<HealthPanel>('health').monitor = next.health;
    tellLine(next.connection);
    place?.leave();
    place = next;
  };
  /** One after the other, however fast somebody changes the form. */
  const enterNext = (): void => {
    if (form.reportValidity()) entering = entering.then(enter).catch(() => toast('The chat cannot be reached.'));
  };

  chat.emotes = EMOTES;
  byId<HTMLInputElement>('name').value = NAMES[Math.floor(Math.random() * NAMES.length)] ?? '';
  byId<HTMLAnchorElement>('second').href = `?room=${room.name}`;
  form.addEventListener('change', enterNext);
  form.addEventListener('submit', (event) => event.preventDefault());
  byId('pace').addEventListener('change', () => {
    attempt(room.crowd({ perSecond: Number(byId<HTMLSelectElement>('pace').value) }));
  });
  byId('poor').addEventListener('change', () => {
    attempt(room.crowd({ isUploadPoor: byId<HTMLInputElement>('poor').checked }));
  });
  byId('tip').addEventListener('click', () => attempt(room.crowd({ tip: true })));
  byId('line').replaceChildren(
    ...LINES.map(([name, knobs]) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = name;
      button.addEventListener('click', () => attempt(room.turn(knobs)));
      return button;
    }),
  );
  enterNext();
}

function attempt(act: Promise<void>): void {
  act.catch(() => toast('The server cannot be reached.'));
}

function tellLine({ state }: RealtimeConnection): void {
  const tell = (): void => {
    const text = lineWords(state.getSnapshot());
    if (byId('line-told').textContent !== text) byId('line-told').textContent = text;
  };
  state.subscribe(tell);
  tell();
}

function lineWords({ status, carrier }: RealtimeState): string {
  if (carrier === 'websocket') return 'One socket carries the chat, the tips and the stream’s health.';
  if (carrier === 'polling')
    return 'No socket gets through: polls carry it all. A socket is tried again every half a minute.';
  return status === 'waiting' ? 'Nothing gets through. It is tried again, ever later.' : '…';
}
