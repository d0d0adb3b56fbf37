// Written by `npm run api-types` from the reference back end's /openapi.json.

/** The calls of the reference back end: what each takes, and what it answers. */
export interface Api {
  'DELETE /v1/auth/tokens/{id}': { path: { readonly id: string }; answer: undefined };
  'DELETE /v1/channels/mine/emotes/{code}': { path: { readonly code: string }; answer: undefined };
  'DELETE /v1/channels/mine/schedule/{id}': { path: { readonly id: string }; answer: undefined };
  'DELETE /v1/channels/mine/stream-keys/{which}': { path: { readonly which: 'primary' | 'backup' }; answer: undefined };
  'DELETE /v1/channels/mine/subscribers/{id}': { path: { readonly id: string }; answer: undefined };
  'DELETE /v1/channels/{id}/follow': { path: { readonly id: string }; answer: undefined };
  'DELETE /v1/channels/{id}/moderators/{accountId}': {
    path: { readonly id: string; readonly accountId: string };
    answer: undefined;
  };
  'DELETE /v1/channels/{id}/subscription': { path: { readonly id: string }; answer: undefined };
  'DELETE /v1/emotes/{code}': { path: { readonly code: string }; answer: undefined };
  'DELETE /v1/vods/{id}': { path: { readonly id: string }; answer: undefined };
  'DELETE /v1/vods/{id}/comments/{commentId}': {
    path: { readonly id: string; readonly commentId: string };
    answer: undefined;
  };
  'DELETE /v1/vods/{id}/like': { path: { readonly id: string }; answer: undefined };
  'GET /v1/auth/me': {
    answer: {
      readonly id: string;
      readonly handle: string;
      readonly name: string;
      readonly role: 'user' | 'moderator' | 'admin';
    };
  };
  'GET /v1/auth/tokens': {
    answer: {
      readonly items: readonly {
        readonly id: string;
        readonly name: string;
        readonly scopes: readonly (
          'chat:read' | 'chat:write' | 'chat:moderate' | 'channel:write' | 'stream:write' | 'stream:keys'
        )[];
        readonly createdAt: string;
        readonly expiresAt: string | null;
      }[];
    };
  };
  'GET /v1/categories': {
    answer: {
      readonly items: readonly { readonly id: string; readonly name: string; readonly channelCount: number }[];
    };
  };
  'GET /v1/channels': {
    query?: { readonly cursor?: string; readonly limit?: number; readonly query?: string; readonly category?: string };
    answer: {
      readonly items: readonly {
        readonly id: string;
        readonly handle: string;
        readonly name: string;
        readonly title: string;
        readonly description: string;
        readonly categoryId: string | null;
        readonly tags: readonly string[];
        readonly followerCount: number;
        readonly createdAt: string;
      }[];
      readonly nextCursor: string | null;
    };
  };
  'GET /v1/channels/mine/stream-keys': {
    answer: {
      readonly server: string | null;
      readonly items: readonly {
        readonly which: 'primary' | 'backup';
        readonly createdAt: string;
        readonly oldGoodUntil: string | null;
      }[];
    };
  };
  'GET /v1/channels/mine/streams/current': {
    answer: {
      readonly stream: {
        readonly id: string;
        readonly channelId: string;
        readonly handle: string;
        readonly name: string;
        readonly title: string;
        readonly categoryId: string | null;
        readonly poster: string | null;
        readonly status: 'preview' | 'live' | 'ended';
        readonly viewerCount: number;
        readonly scheduled: boolean;
        readonly startAt: string | null;
        readonly startedAt: string | null;
        readonly endedAt: string | null;
        readonly hlsUrl: string | null;
        readonly ingest: 'rtmp' | 'srt';
        readonly simulated: boolean;
        readonly settings: {
          readonly latency: 'low' | 'normal';
          readonly dvrWindowSec: number;
          readonly minAge: number;
          readonly hasWatermark: boolean;
          readonly visibility: 'public' | 'unlisted' | 'private' | 'subscribers';
        };
      } | null;
    };
  };
  'GET /v1/channels/{id}': {
    path: { readonly id: string };
    answer: {
      readonly id: string;
      readonly handle: string;
      readonly name: string;
      readonly title: string;
      readonly description: string;
      readonly categoryId: string | null;
      readonly tags: readonly string[];
      readonly followerCount: number;
      readonly createdAt: string;
    };
  };
  'GET /v1/channels/{id}/held': {
    path: { readonly id: string };
    query?: { readonly cursor?: string; readonly limit?: number };
    answer: {
      readonly items: readonly {
        readonly id: string;
        readonly message: unknown;
        readonly reason: string;
        readonly score: number;
        readonly at: string;
      }[];
      readonly nextCursor: string | null;
    };
  };
  'GET /v1/channels/{id}/messages': {
    path: { readonly id: string };
    query?: { readonly cursor?: string; readonly limit?: number; readonly user?: string };
    answer: {
      readonly items: readonly {
        readonly id: string;
        readonly userId: string;
        readonly handle: string;
        readonly name: string;
        readonly text: string;
        readonly isDeleted: boolean;
        readonly at: string;
      }[];
      readonly nextCursor: string | null;
    };
  };
  'GET /v1/channels/{id}/moderation': {
    path: { readonly id: string };
    query?: { readonly cursor?: string; readonly limit?: number };
    answer: {
      readonly items: readonly {
        readonly id: string;
        readonly action: string;
        readonly moderatorId: string | null;
        readonly moderatorHandle: string | null;
        readonly userId: string | null;
        readonly userHandle: string | null;
        readonly messageId: string | null;
        readonly reason: string | null;
        readonly until: string | null;
        readonly at: string;
      }[];
      readonly nextCursor: string | null;
    };
  };
  'GET /v1/channels/{id}/moderators': {
    path: { readonly id: string };
    answer: {
      readonly items: readonly {
        readonly id: string;
        readonly handle: string;
        readonly name: string;
        readonly at: string;
      }[];
    };
  };
  'GET /v1/channels/{id}/schedule': {
    path: { readonly id: string };
    query?: { readonly cursor?: string; readonly limit?: number };
    answer: {
      readonly items: readonly {
        readonly id: string;
        readonly channelId: string;
        readonly title: string;
        readonly description: string;
        readonly startsAt: string;
        readonly timeZone: string;
        readonly durationMinutes: number;
        readonly recurrence: 'none' | 'weekly';
        readonly sequence: number;
      }[];
      readonly nextCursor: string | null;
    };
  };
  'GET /v1/channels/{id}/silenced': {
    path: { readonly id: string };
    query?: { readonly cursor?: string; readonly limit?: number };
    answer: {
      readonly items: readonly {
        readonly userId: string;
        readonly userHandle: string;
        readonly until: string | null;
        readonly reason: string | null;
        readonly moderatorId: string | null;
        readonly moderatorHandle: string | null;
        readonly at: string | null;
      }[];
      readonly nextCursor: string | null;
    };
  };
  'GET /v1/channels/{id}/vods': {
    path: { readonly id: string };
    query?: { readonly cursor?: string; readonly limit?: number };
    answer: {
      readonly items: readonly {
        readonly id: string;
        readonly channelId: string;
        readonly handle: string;
        readonly name: string;
        readonly kind: 'recording' | 'clip' | 'upload';
        readonly streamId: string | null;
        readonly title: string;
        readonly categoryId: string | null;
        readonly visibility: 'public' | 'unlisted' | 'private' | 'subscribers';
        readonly minAge: number;
        readonly status: 'processing' | 'ready' | 'failed';
        readonly durationSeconds: number;
        readonly poster: string | null;
        readonly hlsUrl: string | null;
        readonly simulated: boolean;
        readonly likeCount: number;
        readonly commentCount: number;
        readonly startedAt: string | null;
        readonly createdAt: string;
      }[];
      readonly nextCursor: string | null;
    };
  };
  'GET /v1/emotes': {
    query?: { readonly channelId?: string };
    answer: {
      readonly items: readonly {
        readonly id: string;
        readonly title: string;
        readonly emotes: readonly {
          readonly id: string;
          readonly text: string;
          readonly provider: string;
          readonly images: readonly { readonly url: string; readonly scale: number }[];
          readonly animated: boolean;
          readonly locked: boolean;
        }[];
      }[];
    };
  };
  'GET /v1/me/follows': {
    query?: { readonly cursor?: string; readonly limit?: number };
    answer: {
      readonly items: readonly {
        readonly id: string;
        readonly handle: string;
        readonly name: string;
        readonly title: string;
        readonly description: string;
        readonly categoryId: string | null;
        readonly tags: readonly string[];
        readonly followerCount: number;
        readonly createdAt: string;
      }[];
      readonly nextCursor: string | null;
    };
  };
  'GET /v1/me/notices': {
    query?: { readonly cursor?: string; readonly limit?: number };
    answer: {
      readonly items: readonly {
        readonly id: string;
        readonly channelId: string;
        readonly handle: string;
        readonly name: string;
        readonly kind: 'live' | 'scheduled' | 'rescheduled' | 'cancelled';
        readonly title: string;
        readonly startsAt: string | null;
        readonly at: string;
        readonly isRead: boolean;
      }[];
      readonly nextCursor: string | null;
      readonly unread: number;
    };
  };
  'GET /v1/me/subscriptions': {
    answer: {
      readonly items: readonly {
        readonly channelId: string;
        readonly accountId: string;
        readonly tier: 1 | 2 | 3;
        readonly since: string;
        readonly expiresAt: string;
      }[];
    };
  };
  'GET /v1/streams': {
    query?: { readonly cursor?: string; readonly limit?: number; readonly query?: string; readonly category?: string };
    answer: {
      readonly items: readonly {
        readonly id: string;
        readonly channelId: string;
        readonly handle: string;
        readonly name: string;
        readonly title: string;
        readonly categoryId: string | null;
        readonly poster: string | null;
        readonly status: 'preview' | 'live' | 'ended';
        readonly viewerCount: number;
        readonly scheduled: boolean;
        readonly startAt: string | null;
        readonly startedAt: string | null;
        readonly endedAt: string | null;
        readonly hlsUrl: string | null;
        readonly ingest: 'rtmp' | 'srt';
        readonly simulated: boolean;
        readonly settings: {
          readonly latency: 'low' | 'normal';
          readonly dvrWindowSec: number;
          readonly minAge: number;
          readonly hasWatermark: boolean;
          readonly visibility: 'public' | 'unlisted' | 'private' | 'subscribers';
        };
      }[];
      readonly nextCursor: string | null;
    };
  };
  'GET /v1/streams/{id}': {
    path: { readonly id: string };
    answer: {
      readonly id: string;
      readonly channelId: string;
      readonly handle: string;
      readonly name: string;
      readonly title: string;
      readonly categoryId: string | null;
      readonly poster: string | null;
      readonly status: 'preview' | 'live' | 'ended';
      readonly viewerCount: number;
      readonly scheduled: boolean;
      readonly startAt: string | null;
      readonly startedAt: string | null;
      readonly endedAt: string | null;
      readonly hlsUrl: string | null;
      readonly ingest: 'rtmp' | 'srt';
      readonly simulated: boolean;
      readonly settings: {
        readonly latency: 'low' | 'normal';
        readonly dvrWindowSec: number;
        readonly minAge: number;
        readonly hasWatermark: boolean;
        readonly visibility: 'public' | 'unlisted' | 'private' | 'subscribers';
      };
    };
  };
  'GET /v1/uploads/{id}': {
    path: { readonly id: string };
    answer: {
      readonly id: string;
      readonly vodId: string;
      readonly status: 'pending' | 'processing' | 'completed' | 'failed';
      readonly attempts: number;
      readonly problem: string | null;
      readonly createdAt: string;
    };
  };
  'GET /v1/vods': {
    query?: {
      readonly cursor?: string;
      readonly limit?: number;
      readonly query?: string;
      readonly category?: string;
      readonly minSeconds?: number;
      readonly maxSeconds?: number;
    };
    answer: {
      readonly items: readonly {
        readonly id: string;
        readonly channelId: string;
        readonly handle: string;
        readonly name: string;
        readonly kind: 'recording' | 'clip' | 'upload';
        readonly streamId: string | null;
        readonly title: string;
        readonly categoryId: string | null;
        readonly visibility: 'public' | 'unlisted' | 'private' | 'subscribers';
        readonly minAge: number;
        readonly status: 'processing' | 'ready' | 'failed';
        readonly durationSeconds: number;
        readonly poster: string | null;
        readonly hlsUrl: string | null;
        readonly simulated: boolean;
        readonly likeCount: number;
        readonly commentCount: number;
        readonly startedAt: string | null;
        readonly createdAt: string;
      }[];
      readonly nextCursor: string | null;
    };
  };
  'GET /v1/vods/{id}': {
    path: { readonly id: string };
    answer: {
      readonly id: string;
      readonly channelId: string;
      readonly handle: string;
      readonly name: string;
      readonly kind: 'recording' | 'clip' | 'upload';
      readonly streamId: string | null;
      readonly title: string;
      readonly categoryId: string | null;
      readonly visibility: 'public' | 'unlisted' | 'private' | 'subscribers';
      readonly minAge: number;
      readonly status: 'processing' | 'ready' | 'failed';
      readonly durationSeconds: number;
      readonly poster: string | null;
      readonly hlsUrl: string | null;
      readonly simulated: boolean;
      readonly likeCount: number;
      readonly commentCount: number;
      readonly startedAt: string | null;
      readonly createdAt: string;
    };
  };
  'GET /v1/vods/{id}/comments': {
    path: { readonly id: string };
    query?: { readonly cursor?: string; readonly limit?: number };
    answer: {
      readonly items: readonly {
        readonly id: string;
        readonly vodId: string;
        readonly accountId: string;
        readonly handle: string;
        readonly name: string;
        readonly text: string;
        readonly createdAt: string;
      }[];
      readonly nextCursor: string | null;
    };
  };
  'PATCH /v1/channels/mine': {
    body: {
      readonly title?: string;
      readonly description?: string;
      readonly categoryId?: string;
      readonly tags?: readonly string[];
    };
    answer: {
      readonly id: string;
      readonly handle: string;
      readonly name: string;
      readonly title: string;
      readonly description: string;
      readonly categoryId: string | null;
      readonly tags: readonly string[];
      readonly followerCount: number;
      readonly createdAt: string;
    };
  };
  'PATCH /v1/channels/mine/schedule/{id}': {
    path: { readonly id: string };
    body: {
      readonly title?: string;
      readonly description?: string;
      readonly startsAt?: string;
      readonly timeZone?: string;
      readonly durationMinutes?: number;
      readonly recurrence?: 'none' | 'weekly';
    };
    answer: {
      readonly id: string;
      readonly channelId: string;
      readonly title: string;
      readonly description: string;
      readonly startsAt: string;
      readonly timeZone: string;
      readonly durationMinutes: number;
      readonly recurrence: 'none' | 'weekly';
      readonly sequence: number;
    };
  };
  'PATCH /v1/streams/{id}': {
    path: { readonly id: string };
    body: {
      readonly title?: string;
      readonly categoryId?: string | null;
      readonly poster?: string | null;
      readonly ingest?: 'rtmp' | 'srt';
      readonly startAt?: string | null;
      readonly latency?: 'low' | 'normal';
      readonly dvrWindowSec?: number;
      readonly minAge?: number;
      readonly hasWatermark?: boolean;
      readonly visibility?: 'public' | 'unlisted' | 'private' | 'subscribers';
    };
    answer: {
      readonly id: string;
      readonly channelId: string;
      readonly handle: string;
      readonly name: string;
      readonly title: string;
      readonly categoryId: string | null;
      readonly poster: string | null;
      readonly status: 'preview' | 'live' | 'ended';
      readonly viewerCount: number;
      readonly scheduled: boolean;
      readonly startAt: string | null;
      readonly startedAt: string | null;
      readonly endedAt: string | null;
      readonly hlsUrl: string | null;
      readonly ingest: 'rtmp' | 'srt';
      readonly simulated: boolean;
      readonly settings: {
        readonly latency: 'low' | 'normal';
        readonly dvrWindowSec: number;
        readonly minAge: number;
        readonly hasWatermark: boolean;
        readonly visibility: 'public' | 'unlisted' | 'private' | 'subscribers';
      };
    };
  };
  'PATCH /v1/vods/{id}': {
    path: { readonly id: string };
    body: {
      readonly title?: string;
      readonly categoryId?: string | null;
      readonly visibility?: 'public' | 'unlisted' | 'private' | 'subscribers';
      readonly minAge?: number;
    };
    answer: {
      readonly id: string;
      readonly channelId: string;
      readonly handle: string;
      readonly name: string;
      readonly kind: 'recording' | 'clip' | 'upload';
      readonly streamId: string | null;
      readonly title: string;
      readonly categoryId: string | null;
      readonly visibility: 'public' | 'unlisted' | 'private' | 'subscribers';
      readonly minAge: number;
      readonly status: 'processing' | 'ready' | 'failed';
      readonly durationSeconds: number;
      readonly poster: string | null;
      readonly hlsUrl: string | null;
      readonly simulated: boolean;
      readonly likeCount: number;
      readonly commentCount: number;
      readonly startedAt: string | null;
      readonly createdAt: string;
    };
  };
  'POST /v1/auth/login': {
    body: { readonly handle: string; readonly password: string };
    answer: {
      readonly id: string;
      readonly handle: string;
      readonly name: string;
      readonly role: 'user' | 'moderator' | 'admin';
    };
  };
  'POST /v1/auth/logout': { answer: undefined };
  'POST /v1/auth/register': {
    body: { readonly handle: string; readonly name?: string; readonly password: string };
    answer: {
      readonly id: string;
      readonly handle: string;
      readonly name: string;
      readonly role: 'user' | 'moderator' | 'admin';
    };
  };
  'POST /v1/auth/tokens': {
    body: {
      readonly name: string;
      readonly scopes: readonly (
        'chat:read' | 'chat:write' | 'chat:moderate' | 'channel:write' | 'stream:write' | 'stream:keys'
      )[];
      readonly days?: number;
    };
    answer: {
      readonly id: string;
      readonly name: string;
      readonly scopes: readonly (
        'chat:read' | 'chat:write' | 'chat:moderate' | 'channel:write' | 'stream:write' | 'stream:keys'
      )[];
      readonly createdAt: string;
      readonly expiresAt: string | null;
      readonly token: string;
    };
  };
  'POST /v1/channels/mine/schedule': {
    body: {
      readonly title: string;
      readonly description?: string;
      readonly startsAt: string;
      readonly timeZone: string;
      readonly durationMinutes: number;
      readonly recurrence?: 'none' | 'weekly';
    };
    answer: {
      readonly id: string;
      readonly channelId: string;
      readonly title: string;
      readonly description: string;
      readonly startsAt: string;
      readonly timeZone: string;
      readonly durationMinutes: number;
      readonly recurrence: 'none' | 'weekly';
      readonly sequence: number;
    };
  };
  'POST /v1/channels/mine/stream-keys/{which}/rotate': {
    path: { readonly which: 'primary' | 'backup' };
    body: { readonly graceSeconds?: number };
    answer: {
      readonly which: 'primary' | 'backup';
      readonly createdAt: string;
      readonly oldGoodUntil: string | null;
      readonly key: string;
    };
  };
  'POST /v1/channels/mine/streams': {
    body: {
      readonly title?: string;
      readonly categoryId?: string | null;
      readonly poster?: string | null;
      readonly ingest?: 'rtmp' | 'srt';
      readonly startAt?: string | null;
      readonly latency?: 'low' | 'normal';
      readonly dvrWindowSec?: number;
      readonly minAge?: number;
      readonly hasWatermark?: boolean;
      readonly visibility?: 'public' | 'unlisted' | 'private' | 'subscribers';
    };
    answer: {
      readonly id: string;
      readonly channelId: string;
      readonly handle: string;
      readonly name: string;
      readonly title: string;
      readonly categoryId: string | null;
      readonly poster: string | null;
      readonly status: 'preview' | 'live' | 'ended';
      readonly viewerCount: number;
      readonly scheduled: boolean;
      readonly startAt: string | null;
      readonly startedAt: string | null;
      readonly endedAt: string | null;
      readonly hlsUrl: string | null;
      readonly ingest: 'rtmp' | 'srt';
      readonly simulated: boolean;
      readonly settings: {
        readonly latency: 'low' | 'normal';
        readonly dvrWindowSec: number;
        readonly minAge: number;
        readonly hasWatermark: boolean;
        readonly visibility: 'public' | 'unlisted' | 'private' | 'subscribers';
      };
    };
  };
  'POST /v1/channels/{id}/held/{messageId}/approve': {
    path: { readonly id: string; readonly messageId: string };
    answer: { readonly seq: number };
  };
  'POST /v1/channels/{id}/held/{messageId}/deny': {
    path: { readonly id: string; readonly messageId: string };
    answer: { readonly seq: number };
  };
  'POST /v1/streams/{id}/clips': {
    path: { readonly id: string };
    body: { readonly start: number; readonly end: number; readonly title?: string };
    answer: {
      readonly id: string;
      readonly channelId: string;
      readonly handle: string;
      readonly name: string;
      readonly kind: 'recording' | 'clip' | 'upload';
      readonly streamId: string | null;
      readonly title: string;
      readonly categoryId: string | null;
      readonly visibility: 'public' | 'unlisted' | 'private' | 'subscribers';
      readonly minAge: number;
      readonly status: 'processing' | 'ready' | 'failed';
      readonly durationSeconds: number;
      readonly poster: string | null;
      readonly hlsUrl: string | null;
      readonly simulated: boolean;
      readonly likeCount: number;
      readonly commentCount: number;
      readonly startedAt: string | null;
      readonly createdAt: string;
    };
  };
  'POST /v1/streams/{id}/start': {
    path: { readonly id: string };
    answer: {
      readonly id: string;
      readonly channelId: string;
      readonly handle: string;
      readonly name: string;
      readonly title: string;
      readonly categoryId: string | null;
      readonly poster: string | null;
      readonly status: 'preview' | 'live' | 'ended';
      readonly viewerCount: number;
      readonly scheduled: boolean;
      readonly startAt: string | null;
      readonly startedAt: string | null;
      readonly endedAt: string | null;
      readonly hlsUrl: string | null;
      readonly ingest: 'rtmp' | 'srt';
      readonly simulated: boolean;
      readonly settings: {
        readonly latency: 'low' | 'normal';
        readonly dvrWindowSec: number;
        readonly minAge: number;
        readonly hasWatermark: boolean;
        readonly visibility: 'public' | 'unlisted' | 'private' | 'subscribers';
      };
    };
  };
  'POST /v1/streams/{id}/stop': {
    path: { readonly id: string };
    answer: {
      readonly id: string;
      readonly channelId: string;
      readonly handle: string;
      readonly name: string;
      readonly title: string;
      readonly categoryId: string | null;
      readonly poster: string | null;
      readonly status: 'preview' | 'live' | 'ended';
      readonly viewerCount: number;
      readonly scheduled: boolean;
      readonly startAt: string | null;
      readonly startedAt: string | null;
      readonly endedAt: string | null;
      readonly hlsUrl: string | null;
      readonly ingest: 'rtmp' | 'srt';
      readonly simulated: boolean;
      readonly settings: {
        readonly latency: 'low' | 'normal';
        readonly dvrWindowSec: number;
        readonly minAge: number;
        readonly hasWatermark: boolean;
        readonly visibility: 'public' | 'unlisted' | 'private' | 'subscribers';
      };
    };
  };
  'POST /v1/uploads': {
    query?: {
      readonly title?: string;
      readonly categoryId?: string;
      readonly visibility?: 'public' | 'unlisted' | 'private' | 'subscribers';
    };
    answer: {
      readonly id: string;
      readonly vodId: string;
      readonly status: 'pending' | 'processing' | 'completed' | 'failed';
      readonly attempts: number;
      readonly problem: string | null;
      readonly createdAt: string;
    };
  };
  'POST /v1/vods/{id}/clips': {
    path: { readonly id: string };
    body: { readonly start: number; readonly end: number; readonly title?: string };
    answer: {
      readonly id: string;
      readonly channelId: string;
      readonly handle: string;
      readonly name: string;
      readonly kind: 'recording' | 'clip' | 'upload';
      readonly streamId: string | null;
      readonly title: string;
      readonly categoryId: string | null;
      readonly visibility: 'public' | 'unlisted' | 'private' | 'subscribers';
      readonly minAge: number;
      readonly status: 'processing' | 'ready' | 'failed';
      readonly durationSeconds: number;
      readonly poster: string | null;
      readonly hlsUrl: string | null;
      readonly simulated: boolean;
      readonly likeCount: number;
      readonly commentCount: number;
      readonly startedAt: string | null;
      readonly createdAt: string;
    };
  };
  'POST /v1/vods/{id}/comments': {
    path: { readonly id: string };
    headers: { readonly 'idempotency-key': string };
    body: { readonly text: string };
    answer: {
      readonly id: string;
      readonly vodId: string;
      readonly accountId: string;
      readonly handle: string;
      readonly name: string;
      readonly text: string;
      readonly createdAt: string;
    };
  };
  'PUT /v1/accounts/{id}/role': {
    path: { readonly id: string };
    body: { readonly role: 'user' | 'moderator' | 'admin' };
    answer: {
      readonly id: string;
      readonly handle: string;
      readonly name: string;
      readonly role: 'user' | 'moderator' | 'admin';
    };
  };
  'PUT /v1/channels/mine/emotes/{code}': {
    path: { readonly code: string };
    body: {
      readonly pack: string;
      readonly imageUrl: string;
      readonly isAnimated?: boolean;
      readonly isForSubscribers?: boolean;
    };
    answer: {
      readonly id: string;
      readonly channelId: string | null;
      readonly code: string;
      readonly pack: string;
      readonly imageUrl: string;
      readonly isAnimated: boolean;
      readonly isForSubscribers: boolean;
    };
  };
  'PUT /v1/channels/mine/subscribers/{id}': {
    path: { readonly id: string };
    body: { readonly tier: 1 | 2 | 3; readonly days: number };
    answer: {
      readonly channelId: string;
      readonly accountId: string;
      readonly tier: 1 | 2 | 3;
      readonly since: string;
      readonly expiresAt: string;
    };
  };
  'PUT /v1/channels/{id}/follow': { path: { readonly id: string }; answer: undefined };
  'PUT /v1/channels/{id}/moderators/{accountId}': {
    path: { readonly id: string; readonly accountId: string };
    answer: undefined;
  };
  'PUT /v1/channels/{id}/subscription': {
    path: { readonly id: string };
    body: { readonly tier: 1 | 2 | 3 };
    answer: {
      readonly channelId: string;
      readonly accountId: string;
      readonly tier: 1 | 2 | 3;
      readonly since: string;
      readonly expiresAt: string;
    };
  };
  'PUT /v1/emotes/{code}': {
    path: { readonly code: string };
    body: {
      readonly pack: string;
      readonly imageUrl: string;
      readonly isAnimated?: boolean;
      readonly isForSubscribers?: boolean;
    };
    answer: {
      readonly id: string;
      readonly channelId: string | null;
      readonly code: string;
      readonly pack: string;
      readonly imageUrl: string;
      readonly isAnimated: boolean;
      readonly isForSubscribers: boolean;
    };
  };
  'PUT /v1/me/notices/read': { answer: undefined };
  'PUT /v1/me/notices/{id}/read': { path: { readonly id: string }; answer: undefined };
  'PUT /v1/vods/{id}/like': { path: { readonly id: string }; answer: undefined };
}
