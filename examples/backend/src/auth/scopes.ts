/** What a program may be allowed to do in its owner's name. */
export const SCOPES = [
  'chat:read',
  'chat:write',
  'chat:moderate',
  'channel:write',
  'stream:write',
  'stream:keys',
] as const;

export type Scope = (typeof SCOPES)[number];
