/**
 * What answers for `/v1`, `/media` and `/emotes` beside the demo: the reference back end in this process, made when somebody asks for it
 * first; or, where BACKEND_URL names one, that.
 */
import { request as ask } from 'node:http';

const isOurs = (url) => /^\/(?:v1|media|emotes)\//.test(url);

/** Answers by a back end within this process, with demo channels that are always live. */
function embedded() {
  let made = null;
  const make = async () => {
    const [{ createBackend }, { readConfig }] = await Promise.all([
      import('../examples/backend/src/backend.ts'),
      import('../examples/backend/src/config.ts'),
    ]);
    const backend = await createBackend(readConfig({ DEMO: 'true', LOG_LEVEL: 'error' }));
    await backend.seedDemo();
    return backend;
  };
  const backend = () => (made ??= make());
  return {
    answer: async (request, response) => (await backend()).app.routing(request, response),
    upgrade: async (request, socket, head) => (await backend()).app.server.emit('upgrade', request, socket, head),
    close: async () => (await made)?.close(),
  };
}

/** Passes all on to a back end somewhere else. */
function remote(target) {
  const pass = ({ method, url, headers }) => ask(new URL(url, target), { method, headers });
  return {
    async answer(request, response) {
      const passed = pass(request);
      passed.on('response', (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      });
      passed.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
      response.on('close', () => passed.destroy());
      request.pipe(passed);
    },
    async upgrade(request, socket, head) {
      const passed = pass(request);
      socket.on('error', () => passed.destroy());
      passed.on('error', () => socket.destroy());
      passed.on('response', ({ statusCode }) =>
        socket.end(`HTTP/1.1 ${statusCode} Refused\r\nconnection: close\r\n\r\n`),
      );
      passed.on('upgrade', (answer, far, farHead) => {
        const lines = answer.rawHeaders.flatMap((name, index, all) => (index % 2 ? [] : `${name}: ${all[index + 1]}`));
        socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
        socket.write(farHead);
        far.write(head);
        far.pipe(socket).pipe(far);
        for (const [one, other] of [
          [far, socket],
          [socket, far],
        ]) {
          one.on('error', () => other.destroy());
          one.on('close', () => other.destroy());
        }
      });
      passed.end();
    },
    close: async () => {},
  };
}

/** @param {string} [url] of a back end; default: the one in this process */
export function demoBackend(url) {
  const backend = url ? remote(url) : embedded();
  return {
    async middleware(context, next) {
      if (!isOurs(context.url)) return next();
      // Koa begins with a 404.
      context.status = 200;
      context.respond = false;
      await backend.answer(context.req, context.res);
    },
    /** @returns {boolean} whether the socket is one of ours */
    upgrade(request, socket, head) {
      if (!isOurs(request.url)) return false;
      backend.upgrade(request, socket, head).catch(() => socket.destroy());
      return true;
    },
    close: backend.close,
  };
}
