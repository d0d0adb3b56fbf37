/** The keys of CMCD v2 that go with requests here, see {@link https://cta-wave.github.io/Resources/common-media-client-data--cta-5004-b.html CTA-5004-B}. */
export const CMCD_REQUEST_KEYS = [
  'ab',
  'bl',
  'br',
  'bs',
  'bsa',
  'bsd',
  'bsda',
  'cid',
  'd',
  'dfa',
  'dl',
  'lab',
  'lb',
  'ltc',
  'msd',
  'mtp',
  'ot',
  'pb',
  'pr',
  'pt',
  'rtp',
  'sf',
  'sid',
  'sn',
  'st',
  'sta',
  'su',
  'tab',
  'tb',
  'tbl',
  'v',
] as const;

export type CmcdRequestKey = (typeof CMCD_REQUEST_KEYS)[number];

/** What a player tells the servers of its media with each request: Common Media Client Data, version 2. */
export interface CmcdOptions {
  /**
   * `query` adds a parameter `CMCD` to each address; `headers` sends four headers, for which another origin must allow
   * (`Access-Control-Allow-Headers`), and which ask it first. Default `query`.
   */
  readonly mode?: 'query' | 'headers';
  /** At most 64 characters. Default: a UUID that all players of the page share, until it is left. */
  readonly sessionId?: string;
  /** What is played, the same for every viewer; at most 128 characters. Default: the address without its query. */
  readonly contentId?: string;
  /** The keys to send. Default: all that are known. */
  readonly keys?: readonly CmcdRequestKey[];
}
