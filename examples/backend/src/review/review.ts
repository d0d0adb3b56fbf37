/** What is to become of a message. */
export type Verdict =
  | { readonly verdict: 'approve' }
  /** A moderator looks at it first. */
  | { readonly verdict: 'hold'; readonly reason: string; /** 0 to 1. */ readonly score: number }
  | { readonly verdict: 'reject'; readonly reason: string };

/** Judges what people write, before others see it: a service of yours, or a list of words. Where it fails, a moderator looks. */
export interface Review {
  judge: (text: string) => Verdict | Promise<Verdict>;
}
