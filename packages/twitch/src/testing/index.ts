export { TwitchMock, type MockHandler, type TwitchMockOptions } from './twitch-mock.ts';
export { Faults, type Fault, type FaultRule } from './faults.ts';
export { Refused } from './refused.ts';
export type { MockRequest, RawRequest } from './request.ts';
export type { MockAnswer } from './answer.ts';
export type { IssuedToken, IssuedTokens, IssueOptions, RefreshTokens } from './issued-tokens.ts';
export type { MockTokenSource } from './mock-token-source.ts';
export type { PointsBucket, Refill } from './points-bucket.ts';
export type { HelixCall, PageSize } from './helix/call.ts';
export type { Authorization, Consent } from './id/authorization.ts';
export type { DeviceCodes } from './id/device-codes.ts';
export type { IdService, MockApp } from './id/id-service.ts';
export type { Ban, Room, RoomState } from './room.ts';
export type { Follow, MockEmote, NewClip, NewStream, NewUser, NewVideo } from './rows.ts';
export type { World } from './world.ts';
export type { Acceptance, Peer, PeerHandler } from './socket/peer.ts';
export type { BanOptions, ChatMock, SentMessage, UserNoticeOptions } from './irc/chat-mock.ts';
export type { PostRefusal } from './irc/post-rules.ts';
export type { IrcTags } from './irc/irc-text.ts';
export type { EventSubMock, SubscriptionWish } from './eventsub/event-sub-mock.ts';
export type { MockSubscription } from './eventsub/frames.ts';
export {
  twitchHandlers,
  type MswClient,
  type MswHttp,
  type MswWebSocket,
  type TwitchHandlersOptions,
} from './msw/twitch-handlers.ts';
export {
  installFakeTwitch,
  USUAL_QUALITIES,
  type FakeBroadcast,
  type FakeEmbed,
  type FakeTwitch,
  type FakeTwitchKnobs,
  type FakeTwitchOptions,
  type FakeTwitchTarget,
} from './fake-embed.ts';
