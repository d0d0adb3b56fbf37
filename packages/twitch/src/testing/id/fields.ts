import { Refused } from '../refused.ts';
import type { MockRequest } from '../request.ts';

/** The fields of a form: from the body or, which Twitch takes too, the query. */
export class Fields {
  readonly #values: URLSearchParams;

  constructor({ body, query }: Pick<MockRequest, 'body' | 'query'>) {
    this.#values = new URLSearchParams(query);
    if (typeof body !== 'object' || body === null) return;
    for (const [name, value] of Object.entries(body)) this.#values.set(name, String(value));
  }

  get(name: string): string | null {
    return this.#values.get(name);
  }

  /** @throws Refused 400 if it is missing */
  one(name: string): string {
    const value = this.get(name);
    if (value === null || value === '') throw new Refused(400, `missing ${name.replaceAll('_', ' ')}`);
    return value;
  }

  /** A list that blanks separate. */
  words(name: string): string[] {
    return (this.get(name) ?? '').split(' ').filter((word) => word !== '');
  }
}
