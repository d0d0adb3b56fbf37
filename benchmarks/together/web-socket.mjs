/** The server's end of WebSocket (RFC 6455), as much as two pages and their small text messages need. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

/** Fixed by the standard. */
const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 0x1;
const CLOSE = 0x8;
const FINAL = 0x80;
const LENGTH_FOLLOWS = 126;
const LONG_LENGTH_FOLLOWS = 127;
const MASK_BYTES = 4;

/** @param {string} text of less than 64 KiB */
function encode(text) {
  const payload = Buffer.from(text);
  const { length } = payload;
  if (length >= 2 ** 16) throw new RangeError(`${length} bytes are too many for one frame.`);
  const header =
    length < LENGTH_FOLLOWS ? [FINAL | TEXT, length] : [FINAL | TEXT, LENGTH_FOLLOWS, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(header), payload]);
}

/** @returns {{ opcode: number, payload: Buffer, size: number } | null} the first frame of what has come; null: not all of it has */
function decode(bytes) {
  if (bytes.length < 2) return null;
  const short = bytes[1] & 0x7f;
  if (short === LONG_LENGTH_FOLLOWS) throw new RangeError('A frame of 64 KiB or more.');
  const start = short === LENGTH_FOLLOWS ? 4 : 2;
  if (bytes.length < start) return null;
  const length = short === LENGTH_FOLLOWS ? bytes.readUInt16BE(2) : short;
  const size = start + MASK_BYTES + length;
  if (bytes.length < size) return null;
  const mask = bytes.subarray(start, start + MASK_BYTES);
  const payload = Buffer.from(bytes.subarray(start + MASK_BYTES, size));
  for (let i = 0; i < length; i++) payload[i] ^= mask[i % MASK_BYTES];
  return { opcode: bytes[0] & 0x0f, payload, size };
}

class ServerSocket {
  onMessage = (_text) => {};
  onClose = () => {};
  #socket;

  constructor(socket, head) {
    this.#socket = socket;
    let pending = head;
    const read = (bytes) => {
      pending = Buffer.concat([pending, bytes]);
      for (let frame = decode(pending); frame; frame = decode(pending)) {
        pending = pending.subarray(frame.size);
        if (frame.opcode === CLOSE) socket.end();
        if (frame.opcode === TEXT) this.onMessage(frame.payload.toString());
      }
    };
    // Small frames are not to wait for each other.
    socket.setNoDelay(true);
    socket.on('data', read);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.onClose());
  }

  /** @param {string} text */
  send(text) {
    if (this.#socket.writable) this.#socket.write(encode(text));
  }

  close() {
    this.#socket.destroy();
  }
}

/**
 * @param {(socket: ServerSocket, path: string) => void} onConnect listens before the first message comes
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function serveWebSockets(onConnect) {
  const sockets = new Set();
  const server = createServer((_request, response) => response.writeHead(426).end());
  server.on('upgrade', (request, socket, head) => {
    const key = request.headers['sec-websocket-key'];
    const accept = createHash('sha1').update(`${key}${HANDSHAKE_GUID}`).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    const opened = new ServerSocket(socket, head);
    sockets.add(opened);
    socket.on('close', () => sockets.delete(opened));
    onConnect(opened, request.url);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `ws://127.0.0.1:${server.address().port}`,
    close() {
      for (const socket of sockets) socket.close();
      server.close();
    },
  };
}
