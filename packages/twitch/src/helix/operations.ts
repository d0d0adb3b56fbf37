// Written by scripts/helix-operations.mjs: do not edit.
import type {
  AddBlockedTermBody,
  AddBlockedTermParams,
  AddBlockedTermResponse,
  AddChannelModeratorParams,
  AddChannelVIPParams,
  AssignGuestStarSlotParams,
  BanUserBody,
  BanUserParams,
  BanUserResponse,
  BlockUserParams,
  CancelRaidParams,
  CheckAutoModStatusBody,
  CheckAutoModStatusParams,
  CheckAutoModStatusResponse,
  CheckUserSubscriptionParams,
  CheckUserSubscriptionResponse,
  CreateChannelStreamScheduleSegmentBody,
  CreateChannelStreamScheduleSegmentParams,
  CreateChannelStreamScheduleSegmentResponse,
  CreateClipFromVODParams,
  CreateClipFromVODResponse,
  CreateClipParams,
  CreateClipResponse,
  CreateConduitsBody,
  CreateConduitsResponse,
  CreateCustomRewardsBody,
  CreateCustomRewardsParams,
  CreateCustomRewardsResponse,
  CreateEventSubSubscriptionBody,
  CreateEventSubSubscriptionResponse,
  CreateExtensionSecretParams,
  CreateExtensionSecretResponse,
  CreateGuestStarSessionParams,
  CreateGuestStarSessionResponse,
  CreatePollBody,
  CreatePollResponse,
  CreatePredictionBody,
  CreatePredictionResponse,
  CreateStreamMarkerBody,
  CreateStreamMarkerResponse,
  DeleteChannelStreamScheduleSegmentParams,
  DeleteChatMessagesParams,
  DeleteConduitParams,
  DeleteCustomRewardParams,
  DeleteEventSubSubscriptionParams,
  DeleteGuestStarInviteParams,
  DeleteGuestStarSlotParams,
  DeleteVideosParams,
  DeleteVideosResponse,
  EndGuestStarSessionParams,
  EndGuestStarSessionResponse,
  EndPollBody,
  EndPollResponse,
  EndPredictionBody,
  EndPredictionResponse,
  GetAdScheduleParams,
  GetAdScheduleResponse,
  GetAllStreamTagsParams,
  GetAllStreamTagsResponse,
  GetAuthorizationByUserParams,
  GetAuthorizationByUserResponse,
  GetAutoModSettingsParams,
  GetAutoModSettingsResponse,
  GetBannedUsersParams,
  GetBannedUsersResponse,
  GetBitsLeaderboardParams,
  GetBitsLeaderboardResponse,
  GetBlockedTermsParams,
  GetBlockedTermsResponse,
  GetBroadcasterSubscriptionsParams,
  GetBroadcasterSubscriptionsResponse,
  GetChannelChatBadgesParams,
  GetChannelChatBadgesResponse,
  GetChannelEditorsParams,
  GetChannelEditorsResponse,
  GetChannelEmotesParams,
  GetChannelEmotesResponse,
  GetChannelFollowersParams,
  GetChannelFollowersResponse,
  GetChannelGuestStarSettingsParams,
  GetChannelGuestStarSettingsResponse,
  GetChannelICalendarParams,
  GetChannelInformationParams,
  GetChannelInformationResponse,
  GetChannelStreamScheduleParams,
  GetChannelStreamScheduleResponse,
  GetChannelTeamsParams,
  GetChannelTeamsResponse,
  GetCharityCampaignDonationsParams,
  GetCharityCampaignDonationsResponse,
  GetCharityCampaignParams,
  GetCharityCampaignResponse,
  GetChatSettingsParams,
  GetChatSettingsResponse,
  GetChattersParams,
  GetChattersResponse,
  GetCheermotesParams,
  GetCheermotesResponse,
  GetClipsDownloadParams,
  GetClipsDownloadResponse,
  GetClipsParams,
  GetClipsResponse,
  GetConduitShardsParams,
  GetConduitShardsResponse,
  GetConduitsResponse,
  GetContentClassificationLabelsParams,
  GetContentClassificationLabelsResponse,
  GetCreatorGoalsParams,
  GetCreatorGoalsResponse,
  GetCustomRewardParams,
  GetCustomRewardRedemptionParams,
  GetCustomRewardRedemptionResponse,
  GetCustomRewardResponse,
  GetDropsEntitlementsParams,
  GetDropsEntitlementsResponse,
  GetEmoteSetsParams,
  GetEmoteSetsResponse,
  GetEventSubSubscriptionsParams,
  GetEventSubSubscriptionsResponse,
  GetExtensionAnalyticsParams,
  GetExtensionAnalyticsResponse,
  GetExtensionBitsProductsParams,
  GetExtensionBitsProductsResponse,
  GetExtensionConfigurationSegmentParams,
  GetExtensionConfigurationSegmentResponse,
  GetExtensionLiveChannelsParams,
  GetExtensionLiveChannelsResponse,
  GetExtensionSecretsResponse,
  GetExtensionTransactionsParams,
  GetExtensionTransactionsResponse,
  GetExtensionsParams,
  GetExtensionsResponse,
  GetFollowedChannelsParams,
  GetFollowedChannelsResponse,
  GetFollowedStreamsParams,
  GetFollowedStreamsResponse,
  GetGameAnalyticsParams,
  GetGameAnalyticsResponse,
  GetGamesParams,
  GetGamesResponse,
  GetGlobalChatBadgesResponse,
  GetGlobalEmotesResponse,
  GetGuestStarInvitesParams,
  GetGuestStarInvitesResponse,
  GetGuestStarSessionParams,
  GetGuestStarSessionResponse,
  GetHypeTrainEventsParams,
  GetHypeTrainEventsResponse,
  GetHypeTrainStatusParams,
  GetHypeTrainStatusResponse,
  GetModeratedChannelsParams,
  GetModeratedChannelsResponse,
  GetModeratorsParams,
  GetModeratorsResponse,
  GetPollsParams,
  GetPollsResponse,
  GetPredictionsParams,
  GetPredictionsResponse,
  GetReleasedExtensionsParams,
  GetReleasedExtensionsResponse,
  GetSharedChatSessionParams,
  GetSharedChatSessionResponse,
  GetShieldModeStatusParams,
  GetShieldModeStatusResponse,
  GetStreamKeyParams,
  GetStreamKeyResponse,
  GetStreamMarkersParams,
  GetStreamMarkersResponse,
  GetStreamTagsParams,
  GetStreamTagsResponse,
  GetStreamsParams,
  GetStreamsResponse,
  GetTeamsParams,
  GetTeamsResponse,
  GetTopGamesParams,
  GetTopGamesResponse,
  GetUnbanRequestsParams,
  GetUnbanRequestsResponse,
  GetUserActiveExtensionsParams,
  GetUserActiveExtensionsResponse,
  GetUserBlockListParams,
  GetUserBlockListResponse,
  GetUserChatColorParams,
  GetUserChatColorResponse,
  GetUserEmotesParams,
  GetUserEmotesResponse,
  GetUserExtensionsResponse,
  GetUsersParams,
  GetUsersResponse,
  GetVIPsParams,
  GetVIPsResponse,
  GetVideosParams,
  GetVideosResponse,
  ManageHeldAutoModMessagesBody,
  ModifyChannelInformationBody,
  ModifyChannelInformationParams,
  RemoveBlockedTermParams,
  RemoveChannelModeratorParams,
  RemoveChannelVIPParams,
  ResolveUnbanRequestsParams,
  ResolveUnbanRequestsResponse,
  SearchCategoriesParams,
  SearchCategoriesResponse,
  SearchChannelsParams,
  SearchChannelsResponse,
  SendChatAnnouncementBody,
  SendChatAnnouncementParams,
  SendChatMessageBody,
  SendChatMessageResponse,
  SendExtensionChatMessageBody,
  SendExtensionChatMessageParams,
  SendExtensionPubSubMessageBody,
  SendGuestStarInviteParams,
  SendShoutoutParams,
  SendWhisperBody,
  SendWhisperParams,
  SetExtensionConfigurationSegmentBody,
  SetExtensionRequiredConfigurationBody,
  SetExtensionRequiredConfigurationParams,
  SnoozeNextAdParams,
  SnoozeNextAdResponse,
  StartCommercialBody,
  StartCommercialResponse,
  StartRaidParams,
  StartRaidResponse,
  UnbanUserParams,
  UnblockUserParams,
  UpdateAutoModSettingsBody,
  UpdateAutoModSettingsParams,
  UpdateAutoModSettingsResponse,
  UpdateChannelGuestStarSettingsBody,
  UpdateChannelGuestStarSettingsParams,
  UpdateChannelStreamScheduleParams,
  UpdateChannelStreamScheduleSegmentBody,
  UpdateChannelStreamScheduleSegmentParams,
  UpdateChannelStreamScheduleSegmentResponse,
  UpdateChatSettingsBody,
  UpdateChatSettingsParams,
  UpdateChatSettingsResponse,
  UpdateConduitShardsBody,
  UpdateConduitShardsResponse,
  UpdateConduitsBody,
  UpdateConduitsResponse,
  UpdateCustomRewardBody,
  UpdateCustomRewardParams,
  UpdateCustomRewardResponse,
  UpdateDropsEntitlementsBody,
  UpdateDropsEntitlementsResponse,
  UpdateExtensionBitsProductBody,
  UpdateExtensionBitsProductResponse,
  UpdateGuestStarSlotParams,
  UpdateGuestStarSlotSettingsParams,
  UpdateRedemptionStatusBody,
  UpdateRedemptionStatusParams,
  UpdateRedemptionStatusResponse,
  UpdateShieldModeStatusBody,
  UpdateShieldModeStatusParams,
  UpdateShieldModeStatusResponse,
  UpdateUserChatColorParams,
  UpdateUserExtensionsBody,
  UpdateUserExtensionsResponse,
  UpdateUserParams,
  UpdateUserResponse,
  WarnChatUserBody,
  WarnChatUserParams,
  WarnChatUserResponse,
} from 'ts-twitch-api';
import type { SuspiciousUserOperations } from './suspicious-users.ts';

/** What each operation of the API takes and answers, by method and path. Types only: nothing of it is in a bundle. */
export interface HelixOperations extends SuspiciousUserOperations {
  /** @see https://dev.twitch.tv/docs/api/reference#start-commercial */
  'POST /channels/commercial': { body: StartCommercialBody; response: StartCommercialResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-ad-schedule */
  'GET /channels/ads': { query: GetAdScheduleParams; response: GetAdScheduleResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#snooze-next-ad */
  'POST /channels/ads/schedule/snooze': { query: SnoozeNextAdParams; response: SnoozeNextAdResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-extension-analytics */
  'GET /analytics/extensions': { query: GetExtensionAnalyticsParams; response: GetExtensionAnalyticsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-game-analytics */
  'GET /analytics/games': { query: GetGameAnalyticsParams; response: GetGameAnalyticsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-bits-leaderboard */
  'GET /bits/leaderboard': { query: GetBitsLeaderboardParams; response: GetBitsLeaderboardResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-cheermotes */
  'GET /bits/cheermotes': { query: GetCheermotesParams; response: GetCheermotesResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-extension-transactions */
  'GET /extensions/transactions': { query: GetExtensionTransactionsParams; response: GetExtensionTransactionsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-channel-information */
  'GET /channels': { query: GetChannelInformationParams; response: GetChannelInformationResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#modify-channel-information */
  'PATCH /channels': { query: ModifyChannelInformationParams; body: ModifyChannelInformationBody; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#get-channel-editors */
  'GET /channels/editors': { query: GetChannelEditorsParams; response: GetChannelEditorsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-followed-channels */
  'GET /channels/followed': { query: GetFollowedChannelsParams; response: GetFollowedChannelsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-channel-followers */
  'GET /channels/followers': { query: GetChannelFollowersParams; response: GetChannelFollowersResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#create-custom-rewards */
  'POST /channel_points/custom_rewards': {
    query: CreateCustomRewardsParams;
    body: CreateCustomRewardsBody;
    response: CreateCustomRewardsResponse;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#delete-custom-reward */
  'DELETE /channel_points/custom_rewards': { query: DeleteCustomRewardParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#get-custom-reward */
  'GET /channel_points/custom_rewards': { query: GetCustomRewardParams; response: GetCustomRewardResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#update-custom-reward */
  'PATCH /channel_points/custom_rewards': {
    query: UpdateCustomRewardParams;
    body: UpdateCustomRewardBody;
    response: UpdateCustomRewardResponse;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#get-custom-reward-redemption */
  'GET /channel_points/custom_rewards/redemptions': {
    query: GetCustomRewardRedemptionParams;
    response: GetCustomRewardRedemptionResponse;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#update-redemption-status */
  'PATCH /channel_points/custom_rewards/redemptions': {
    query: UpdateRedemptionStatusParams;
    body: UpdateRedemptionStatusBody;
    response: UpdateRedemptionStatusResponse;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#get-charity-campaign */
  'GET /charity/campaigns': { query: GetCharityCampaignParams; response: GetCharityCampaignResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-charity-campaign-donations */
  'GET /charity/donations': { query: GetCharityCampaignDonationsParams; response: GetCharityCampaignDonationsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-chatters */
  'GET /chat/chatters': { query: GetChattersParams; response: GetChattersResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-channel-emotes */
  'GET /chat/emotes': { query: GetChannelEmotesParams; response: GetChannelEmotesResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-global-emotes */
  'GET /chat/emotes/global': { response: GetGlobalEmotesResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-emote-sets */
  'GET /chat/emotes/set': { query: GetEmoteSetsParams; response: GetEmoteSetsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-channel-chat-badges */
  'GET /chat/badges': { query: GetChannelChatBadgesParams; response: GetChannelChatBadgesResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-global-chat-badges */
  'GET /chat/badges/global': { response: GetGlobalChatBadgesResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-chat-settings */
  'GET /chat/settings': { query: GetChatSettingsParams; response: GetChatSettingsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#update-chat-settings */
  'PATCH /chat/settings': {
    query: UpdateChatSettingsParams;
    body: UpdateChatSettingsBody;
    response: UpdateChatSettingsResponse;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#get-shared-chat-session */
  'GET /shared_chat/session': { query: GetSharedChatSessionParams; response: GetSharedChatSessionResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-user-emotes */
  'GET /chat/emotes/user': { query: GetUserEmotesParams; response: GetUserEmotesResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#send-chat-announcement */
  'POST /chat/announcements': {
    query: SendChatAnnouncementParams;
    body: SendChatAnnouncementBody;
    response: undefined;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#send-a-shoutout */
  'POST /chat/shoutouts': { query: SendShoutoutParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#send-chat-message */
  'POST /chat/messages': { body: SendChatMessageBody; response: SendChatMessageResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-user-chat-color */
  'GET /chat/color': { query: GetUserChatColorParams; response: GetUserChatColorResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#update-user-chat-color */
  'PUT /chat/color': { query: UpdateUserChatColorParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#create-clip */
  'POST /clips': { query: CreateClipParams; response: CreateClipResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-clips */
  'GET /clips': { query: GetClipsParams; response: GetClipsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#create-clip-from-vod */
  'POST /videos/clips': { query: CreateClipFromVODParams; response: CreateClipFromVODResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-clips-download */
  'GET /clips/downloads': { query: GetClipsDownloadParams; response: GetClipsDownloadResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-conduits */
  'GET /eventsub/conduits': { response: GetConduitsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#create-conduits */
  'POST /eventsub/conduits': { body: CreateConduitsBody; response: CreateConduitsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#update-conduits */
  'PATCH /eventsub/conduits': { body: UpdateConduitsBody; response: UpdateConduitsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#delete-conduit */
  'DELETE /eventsub/conduits': { query: DeleteConduitParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#get-conduit-shards */
  'GET /eventsub/conduits/shards': { query: GetConduitShardsParams; response: GetConduitShardsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#update-conduit-shards */
  'PATCH /eventsub/conduits/shards': { body: UpdateConduitShardsBody; response: UpdateConduitShardsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-content-classification-labels */
  'GET /content_classification_labels': {
    query: GetContentClassificationLabelsParams;
    response: GetContentClassificationLabelsResponse;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#get-drops-entitlements */
  'GET /entitlements/drops': { query: GetDropsEntitlementsParams; response: GetDropsEntitlementsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#update-drops-entitlements */
  'PATCH /entitlements/drops': { body: UpdateDropsEntitlementsBody; response: UpdateDropsEntitlementsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-extension-configuration-segment */
  'GET /extensions/configurations': {
    query: GetExtensionConfigurationSegmentParams;
    response: GetExtensionConfigurationSegmentResponse;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#set-extension-configuration-segment */
  'PUT /extensions/configurations': { body: SetExtensionConfigurationSegmentBody; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#set-extension-required-configuration */
  'PUT /extensions/required_configuration': {
    query: SetExtensionRequiredConfigurationParams;
    body: SetExtensionRequiredConfigurationBody;
    response: undefined;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#send-extension-pubsub-message */
  'POST /extensions/pubsub': { body: SendExtensionPubSubMessageBody; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#get-extension-live-channels */
  'GET /extensions/live': { query: GetExtensionLiveChannelsParams; response: GetExtensionLiveChannelsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-extension-secrets */
  'GET /extensions/jwt/secrets': { response: GetExtensionSecretsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#create-extension-secret */
  'POST /extensions/jwt/secrets': { query: CreateExtensionSecretParams; response: CreateExtensionSecretResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#send-extension-chat-message */
  'POST /extensions/chat': {
    query: SendExtensionChatMessageParams;
    body: SendExtensionChatMessageBody;
    response: undefined;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#get-extensions */
  'GET /extensions': { query: GetExtensionsParams; response: GetExtensionsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-released-extensions */
  'GET /extensions/released': { query: GetReleasedExtensionsParams; response: GetReleasedExtensionsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-extension-bits-products */
  'GET /bits/extensions': { query: GetExtensionBitsProductsParams; response: GetExtensionBitsProductsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#update-extension-bits-product */
  'PUT /bits/extensions': { body: UpdateExtensionBitsProductBody; response: UpdateExtensionBitsProductResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#create-eventsub-subscription */
  'POST /eventsub/subscriptions': {
    body: CreateEventSubSubscriptionBody;
    response: CreateEventSubSubscriptionResponse;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#delete-eventsub-subscription */
  'DELETE /eventsub/subscriptions': { query: DeleteEventSubSubscriptionParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#get-eventsub-subscriptions */
  'GET /eventsub/subscriptions': { query: GetEventSubSubscriptionsParams; response: GetEventSubSubscriptionsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-top-games */
  'GET /games/top': { query: GetTopGamesParams; response: GetTopGamesResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-games */
  'GET /games': { query: GetGamesParams; response: GetGamesResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-creator-goals */
  'GET /goals': { query: GetCreatorGoalsParams; response: GetCreatorGoalsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-channel-guest-star-settings */
  'GET /guest_star/channel_settings': {
    query: GetChannelGuestStarSettingsParams;
    response: GetChannelGuestStarSettingsResponse;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#update-channel-guest-star-settings */
  'PUT /guest_star/channel_settings': {
    query: UpdateChannelGuestStarSettingsParams;
    body: UpdateChannelGuestStarSettingsBody;
    response: undefined;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#get-guest-star-session */
  'GET /guest_star/session': { query: GetGuestStarSessionParams; response: GetGuestStarSessionResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#create-guest-star-session */
  'POST /guest_star/session': { query: CreateGuestStarSessionParams; response: CreateGuestStarSessionResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#end-guest-star-session */
  'DELETE /guest_star/session': { query: EndGuestStarSessionParams; response: EndGuestStarSessionResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-guest-star-invites */
  'GET /guest_star/invites': { query: GetGuestStarInvitesParams; response: GetGuestStarInvitesResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#send-guest-star-invite */
  'POST /guest_star/invites': { query: SendGuestStarInviteParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#delete-guest-star-invite */
  'DELETE /guest_star/invites': { query: DeleteGuestStarInviteParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#assign-guest-star-slot */
  'POST /guest_star/slot': { query: AssignGuestStarSlotParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#update-guest-star-slot */
  'PATCH /guest_star/slot': { query: UpdateGuestStarSlotParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#delete-guest-star-slot */
  'DELETE /guest_star/slot': { query: DeleteGuestStarSlotParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#update-guest-star-slot-settings */
  'PATCH /guest_star/slot_settings': { query: UpdateGuestStarSlotSettingsParams; response: undefined };
  /** @deprecated @see https://dev.twitch.tv/docs/api/reference#get-hype-train-events */
  'GET /hypetrain/events': { query: GetHypeTrainEventsParams; response: GetHypeTrainEventsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-hype-train-status */
  'GET /hypetrain/status': { query: GetHypeTrainStatusParams; response: GetHypeTrainStatusResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#check-automod-status */
  'POST /moderation/enforcements/status': {
    query: CheckAutoModStatusParams;
    body: CheckAutoModStatusBody;
    response: CheckAutoModStatusResponse;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#manage-held-automod-messages */
  'POST /moderation/automod/message': { body: ManageHeldAutoModMessagesBody; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#get-automod-settings */
  'GET /moderation/automod/settings': { query: GetAutoModSettingsParams; response: GetAutoModSettingsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#update-automod-settings */
  'PUT /moderation/automod/settings': {
    query: UpdateAutoModSettingsParams;
    body: UpdateAutoModSettingsBody;
    response: UpdateAutoModSettingsResponse;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#get-banned-users */
  'GET /moderation/banned': { query: GetBannedUsersParams; response: GetBannedUsersResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#ban-user */
  'POST /moderation/bans': { query: BanUserParams; body: BanUserBody; response: BanUserResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#unban-user */
  'DELETE /moderation/bans': { query: UnbanUserParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#get-unban-requests */
  'GET /moderation/unban_requests': { query: GetUnbanRequestsParams; response: GetUnbanRequestsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#resolve-unban-requests */
  'PATCH /moderation/unban_requests': { query: ResolveUnbanRequestsParams; response: ResolveUnbanRequestsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-blocked-terms */
  'GET /moderation/blocked_terms': { query: GetBlockedTermsParams; response: GetBlockedTermsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#add-blocked-term */
  'POST /moderation/blocked_terms': {
    query: AddBlockedTermParams;
    body: AddBlockedTermBody;
    response: AddBlockedTermResponse;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#remove-blocked-term */
  'DELETE /moderation/blocked_terms': { query: RemoveBlockedTermParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#delete-chat-messages */
  'DELETE /moderation/chat': { query: DeleteChatMessagesParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#get-moderated-channels */
  'GET /moderation/channels': { query: GetModeratedChannelsParams; response: GetModeratedChannelsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-moderators */
  'GET /moderation/moderators': { query: GetModeratorsParams; response: GetModeratorsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#add-channel-moderator */
  'POST /moderation/moderators': { query: AddChannelModeratorParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#remove-channel-moderator */
  'DELETE /moderation/moderators': { query: RemoveChannelModeratorParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#get-vips */
  'GET /channels/vips': { query: GetVIPsParams; response: GetVIPsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#add-channel-vip */
  'POST /channels/vips': { query: AddChannelVIPParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#remove-channel-vip */
  'DELETE /channels/vips': { query: RemoveChannelVIPParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#update-shield-mode-status */
  'PUT /moderation/shield_mode': {
    query: UpdateShieldModeStatusParams;
    body: UpdateShieldModeStatusBody;
    response: UpdateShieldModeStatusResponse;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#get-shield-mode-status */
  'GET /moderation/shield_mode': { query: GetShieldModeStatusParams; response: GetShieldModeStatusResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#warn-chat-user */
  'POST /moderation/warnings': { query: WarnChatUserParams; body: WarnChatUserBody; response: WarnChatUserResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-polls */
  'GET /polls': { query: GetPollsParams; response: GetPollsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#create-poll */
  'POST /polls': { body: CreatePollBody; response: CreatePollResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#end-poll */
  'PATCH /polls': { body: EndPollBody; response: EndPollResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-predictions */
  'GET /predictions': { query: GetPredictionsParams; response: GetPredictionsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#create-prediction */
  'POST /predictions': { body: CreatePredictionBody; response: CreatePredictionResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#end-prediction */
  'PATCH /predictions': { body: EndPredictionBody; response: EndPredictionResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#start-a-raid */
  'POST /raids': { query: StartRaidParams; response: StartRaidResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#cancel-a-raid */
  'DELETE /raids': { query: CancelRaidParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#get-channel-stream-schedule */
  'GET /schedule': { query: GetChannelStreamScheduleParams; response: GetChannelStreamScheduleResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-channel-icalendar */
  'GET /schedule/icalendar': { query: GetChannelICalendarParams; response: string };
  /** @see https://dev.twitch.tv/docs/api/reference#update-channel-stream-schedule */
  'PATCH /schedule/settings': { query: UpdateChannelStreamScheduleParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#create-channel-stream-schedule-segment */
  'POST /schedule/segment': {
    query: CreateChannelStreamScheduleSegmentParams;
    body: CreateChannelStreamScheduleSegmentBody;
    response: CreateChannelStreamScheduleSegmentResponse;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#update-channel-stream-schedule-segment */
  'PATCH /schedule/segment': {
    query: UpdateChannelStreamScheduleSegmentParams;
    body: UpdateChannelStreamScheduleSegmentBody;
    response: UpdateChannelStreamScheduleSegmentResponse;
  };
  /** @see https://dev.twitch.tv/docs/api/reference#delete-channel-stream-schedule-segment */
  'DELETE /schedule/segment': { query: DeleteChannelStreamScheduleSegmentParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#search-categories */
  'GET /search/categories': { query: SearchCategoriesParams; response: SearchCategoriesResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#search-channels */
  'GET /search/channels': { query: SearchChannelsParams; response: SearchChannelsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-stream-key */
  'GET /streams/key': { query: GetStreamKeyParams; response: GetStreamKeyResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-streams */
  'GET /streams': { query: GetStreamsParams; response: GetStreamsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-followed-streams */
  'GET /streams/followed': { query: GetFollowedStreamsParams; response: GetFollowedStreamsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#create-stream-marker */
  'POST /streams/markers': { body: CreateStreamMarkerBody; response: CreateStreamMarkerResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-stream-markers */
  'GET /streams/markers': { query: GetStreamMarkersParams; response: GetStreamMarkersResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-broadcaster-subscriptions */
  'GET /subscriptions': { query: GetBroadcasterSubscriptionsParams; response: GetBroadcasterSubscriptionsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#check-user-subscription */
  'GET /subscriptions/user': { query: CheckUserSubscriptionParams; response: CheckUserSubscriptionResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-all-stream-tags */
  'GET /tags/streams': { query: GetAllStreamTagsParams; response: GetAllStreamTagsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-stream-tags */
  'GET /streams/tags': { query: GetStreamTagsParams; response: GetStreamTagsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-channel-teams */
  'GET /teams/channel': { query: GetChannelTeamsParams; response: GetChannelTeamsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-teams */
  'GET /teams': { query: GetTeamsParams; response: GetTeamsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-users */
  'GET /users': { query: GetUsersParams; response: GetUsersResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#update-user */
  'PUT /users': { query: UpdateUserParams; response: UpdateUserResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-authorization-by-user */
  'GET /authorization/users': { query: GetAuthorizationByUserParams; response: GetAuthorizationByUserResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-user-block-list */
  'GET /users/blocks': { query: GetUserBlockListParams; response: GetUserBlockListResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#block-user */
  'PUT /users/blocks': { query: BlockUserParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#unblock-user */
  'DELETE /users/blocks': { query: UnblockUserParams; response: undefined };
  /** @see https://dev.twitch.tv/docs/api/reference#get-user-extensions */
  'GET /users/extensions/list': { response: GetUserExtensionsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-user-active-extensions */
  'GET /users/extensions': { query: GetUserActiveExtensionsParams; response: GetUserActiveExtensionsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#update-user-extensions */
  'PUT /users/extensions': { body: UpdateUserExtensionsBody; response: UpdateUserExtensionsResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#get-videos */
  'GET /videos': { query: GetVideosParams; response: GetVideosResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#delete-videos */
  'DELETE /videos': { query: DeleteVideosParams; response: DeleteVideosResponse };
  /** @see https://dev.twitch.tv/docs/api/reference#send-whisper */
  'POST /whispers': { query: SendWhisperParams; body: SendWhisperBody; response: undefined };
}
