export { startTwitchServer, type TwitchServer, type TwitchServerOptions } from './start-twitch-server.ts';
