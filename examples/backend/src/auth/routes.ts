import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { adminOf, callerOf, sessionOf, setSession } from '../http/identity.ts';
import { Problem } from '../http/problem.ts';
import { Id } from '../http/schemas.ts';
import type { Accounts } from './accounts.ts';
import { SCOPES } from './scopes.ts';

const Handle = Type.String({ pattern: '^[a-z0-9_]{3,25}$' });
/** Long is good; longer than this is only work for us. */
const Password = Type.String({ minLength: 10, maxLength: 200 });
const AccountSchema = Type.Object({
  id: Id,
  handle: Type.String(),
  name: Type.String(),
  role: Type.Enum(['user', 'moderator', 'admin']),
});
const ScopeSchema = Type.Enum([...SCOPES]);
const TokenFields = {
  id: Id,
  name: Type.String(),
  scopes: Type.Array(ScopeSchema),
  createdAt: Type.String({ format: 'date-time' }),
  expiresAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
};
const tags = ['auth'];

/** Accounts, sessions by cookie, and tokens for programs. */
export function authRoutes(app: App, { accounts, isSecure }: { accounts: Accounts; isSecure: boolean }): void {
  app.post(
    '/v1/auth/register',
    {
      schema: {
        tags,
        body: Type.Object({
          handle: Handle,
          name: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
          password: Password,
        }),
        response: { 201: AccountSchema },
      },
    },
    async ({ body: { handle, name = handle, password }, ip }, reply) => {
      const account = await accounts.register({ handle, name, password }, ip);
      setSession(reply, await accounts.startSession(account.id, null), { isSecure });
      return reply.code(201).send(account);
    },
  );

  app.post(
    '/v1/auth/login',
    {
      schema: {
        tags,
        body: Type.Object({ handle: Type.String({ maxLength: 100 }), password: Type.String({ maxLength: 200 }) }),
        response: { 200: AccountSchema },
      },
    },
    async (request, reply) => {
      const { handle, password } = request.body;
      const account = await accounts.logIn(handle.toLowerCase(), password, request.ip);
      setSession(reply, await accounts.startSession(account.id, sessionOf(request)), { isSecure });
      return account;
    },
  );

  app.post('/v1/auth/logout', { schema: { tags, response: { 204: Type.Null() } } }, async (request, reply) => {
    const secret = sessionOf(request);
    if (secret) await accounts.endSession(secret);
    setSession(reply, null, { isSecure });
    return reply.code(204).send(null);
  });

  app.get('/v1/auth/me', { schema: { tags, response: { 200: AccountSchema } } }, async (request) =>
    callerOf(request, 'chat:read'),
  );

  app.put(
    '/v1/accounts/:id/role',
    {
      schema: {
        tags,
        description: 'For administrators. Of themselves they cannot: somebody has to remain one.',
        params: Type.Object({ id: Id }),
        body: Type.Object({ role: AccountSchema.properties.role }, { additionalProperties: false }),
        response: { 200: AccountSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      if (adminOf(request).id === id) throw new Problem('forbidden', 'Nobody changes what they are themselves.');
      return accounts.setRole(id, request.body.role);
    },
  );

  app.post(
    '/v1/auth/tokens',
    {
      schema: {
        tags,
        body: Type.Object({
          name: Type.String({ minLength: 1, maxLength: 100 }),
          scopes: Type.Array(ScopeSchema, { minItems: 1, uniqueItems: true }),
          days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
        }),
        response: { 201: Type.Object({ ...TokenFields, token: Type.String() }) },
      },
    },
    async (request, reply) => {
      const { id } = callerOf(request);
      const { name, scopes, days = null } = request.body;
      const { createdAt, expiresAt, ...token } = await accounts.createToken(id, { name, scopes, days });
      return reply
        .code(201)
        .send({ ...token, createdAt: createdAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null });
    },
  );

  app.get(
    '/v1/auth/tokens',
    { schema: { tags, response: { 200: Type.Object({ items: Type.Array(Type.Object(TokenFields)) }) } } },
    async (request) => {
      const tokens = await accounts.tokens(callerOf(request).id);
      return {
        items: tokens.map(({ createdAt, expiresAt, ...token }) =>
          Object.assign(token, {
            createdAt: createdAt.toISOString(),
            expiresAt: expiresAt?.toISOString() ?? null,
          }),
        ),
      };
    },
  );

  app.delete(
    '/v1/auth/tokens/:id',
    { schema: { tags, params: Type.Object({ id: Id }), response: { 204: Type.Null() } } },
    async (request, reply) => {
      await accounts.deleteToken(callerOf(request).id, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
