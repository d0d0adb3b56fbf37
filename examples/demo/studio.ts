import '@t333/elements/control-room/define';
import '@t333/elements/health-panel/define';
import '@t333/elements/live-chat/define';
import '@t333/elements/live-player/define';
import '@t333/elements/moderation-panel/define';
import '@t333/elements/settings-panel/define';
import '@t333/elements/stream-key-card/define';
import '@t333/elements/stream-schedule/define';
import { ChannelModeration, moderationRest } from '@t333/core/chat';
import {
  ChannelSchedule,
  realtimeRoom,
  restCreatorApi,
  restSettings,
  SettingsDraft,
  StreamKeys,
  StreamSession,
} from '@t333/core/creator';
import { HealthMonitor, realtimeHealth } from '@t333/core/health';
import type { ControlRoom } from '@t333/elements/control-room';
import type { HealthPanel } from '@t333/elements/health-panel';
import type { LiveChat } from '@t333/elements/live-chat';
import type { ModerationPanel } from '@t333/elements/moderation-panel';
import type { SettingsPanel } from '@t333/elements/settings-panel';
import type { StreamKeyCard } from '@t333/elements/stream-key-card';
import type { StreamSchedule } from '@t333/elements/stream-schedule';
import { byId, setUpPage, toast } from './page.ts';
import { API, ask, enter, signUp, whileFilling, whoAmI, type Account } from './site.ts';

/** Puts the tools of a creator on one connection. */
async function open({ id: channelId, name }: Account): Promise<void> {
  const { connection, chat, transport } = enter(channelId, true, ['health']);
  const options = { url: API, channelId };
  const api = restCreatorApi(options);
  const session = new StreamSession({ api, room: realtimeRoom(connection, channelId) });
  const room = byId<ControlRoom>('room');
  room.label = name;
  room.session = session;
  byId<LiveChat>('chat').client = chat;
  byId<ModerationPanel>('moderation').label = name;
  byId<ModerationPanel>('moderation').moderation = new ChannelModeration({
    transport,
    channel: channelId,
    api: moderationRest(options),
  });
  const draft = new SettingsDraft({ api: restSettings(options) });
  byId<SettingsPanel>('settings').draft = draft;
  // A new stream has settings of its own.
  room.addEventListener('sessionchange', () => void draft.load());
  byId<StreamSchedule>('schedule').schedule = new ChannelSchedule({ api });
  const card = byId<StreamKeyCard>('keys-card');
  card.keys = new StreamKeys({ api });
  const { server } = await ask<{ server: string | null }>('GET', 'channels/mine/stream-keys');
  card.server = server;
  // A recording that plays in place of an encoder has no figures.
  if (server)
    byId<HealthPanel>('health').monitor = new HealthMonitor({ source: realtimeHealth(connection, channelId) });
  byId('health').hidden = server === null;
  byId('no-health').hidden = server !== null;
  const watch = byId<HTMLAnchorElement>('watch');
  watch.href = `./watch.html?channel=${channelId}`;
  watch.hidden = room.hidden = false;
}

async function begin(): Promise<null> {
  const account = await whoAmI();
  if (account) await open(account);
  else byId('sign-up').hidden = false;
  return null;
}

async function join(): Promise<void> {
  const account = await signUp(byId<HTMLInputElement>('name').value);
  byId('sign-up').hidden = true;
  await open(account);
  // The button that was pressed has gone.
  byId('room').focus();
  toast('Your studio is open.');
}

setUpPage();
byId<HTMLFormElement>('sign-up').addEventListener('submit', (event) => {
  event.preventDefault();
  join().catch((error: Error) => toast(error.message));
});
whileFilling(begin());
