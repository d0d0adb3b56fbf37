/** Our back end with all that it needs in its own process, one account that talks, and a channel for everybody. */
import { createBackend } from '../../examples/backend/src/backend.ts';
import { readConfig } from '../../examples/backend/src/config.ts';

/** The one who talks says more than anybody may. */
const LIMITS = { LIMIT_MESSAGES_PER_SECOND: '1000', LIMIT_FRAMES_PER_SECOND: '1000' };

export async function t333() {
  const { app, seedDemo } = await createBackend(readConfig({ PORT: '0', LOG_LEVEL: 'error', DEMO: 'true', ...LIMITS }));
  const url = await app.listen({ host: '127.0.0.1', port: 0, backlog: 16_384 });
  const post = async (path, body, token) => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return { body: await response.json(), cookie: response.headers.getSetCookie()[0]?.split(';')[0] };
  };
  const { body: account, cookie } = await post('/v1/auth/register', {
    handle: 'talker',
    password: crypto.randomUUID(),
  });
  const response = await fetch(`${url}/v1/rt/ticket`, { method: 'POST', headers: { cookie } });
  const { ticket } = await response.json();
  await seedDemo();
  const { items } = await (await fetch(`${url}/v1/streams`)).json();
  return { url, channelId: account.id, ticket, master: new URL(items[0].hlsUrl, url).href };
}
