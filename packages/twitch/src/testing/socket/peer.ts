/** One client of a socket server, as the server sees it, whatever carries the frames. */
export interface Peer {
  readonly url: URL;
  send: (text: string) => void;
  /** 1006 breaks the connection without a word. */
  close: (code: number, reason?: string) => void;
}

/** What a socket server does with what comes from one client. */
export interface PeerHandler {
  receive: (text: string) => void;
  /** The connection is over, by whomever. Called once. */
  left: () => void;
}

/** How a connection begins: with a handler, late, never, or not at all. */
export interface Acceptance {
  /** False: the server refuses, and the client sees an error and close code 1006. */
  accepted: boolean;
  /** Infinity: the handshake hangs. */
  delayMs: number;
}
