import { Type, type TSchema } from 'typebox';

const MAX_PAGE = 100;

export const Id = Type.String({ format: 'uuid' });

export const Page = Type.Object({
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE })),
});

export const PageOf = <Item extends TSchema>(item: Item) =>
  Type.Object({
    items: Type.Array(item),
    /** For the next page; null on the last one. */
    nextCursor: Type.Union([Type.String(), Type.Null()]),
  });

/** Every refusal. */
export const ProblemSchema = Type.Object({
  type: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
  retryAfterMs: Type.Optional(Type.Number()),
});
