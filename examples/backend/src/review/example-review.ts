import type { Review, Verdict } from './review.ts';

/** Both from 0 to 1. */
export interface Scores {
  readonly toxicity: number;
  readonly spam: number;
}

export const HOLD_ABOVE: Scores = { toxicity: 0.8, spam: 0.7 };

const INSULTS = /\b(?:idiots?|morons?|stupid|loser|shut up|hate you|kill yourself)\b/gi;

/** A stand-in for a model of yours: counts insults, capitals, repetition and links. No more than an example of scores. */
export function exampleScores(text: string): Scores {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  const insults = text.match(INSULTS)?.length ?? 0;
  const links = text.match(/https?:\/\//g)?.length ?? 0;
  const isShouted = letters > 10 && capitals / letters > 0.8;
  const repeated = words.length < 6 ? 0 : 1 - new Set(words).size / words.length;
  return {
    toxicity: Math.min(1, insults * 0.5 + (isShouted && insults > 0 ? 0.4 : 0)),
    spam: Math.min(1, Math.max(repeated, links * 0.3 + (isShouted ? 0.2 : 0))),
  };
}

/** Holds what scores too high. @param scores those of a service of yours */
export function thresholdReview(
  scores: (text: string) => Scores | Promise<Scores> = exampleScores,
  holdAbove: Scores = HOLD_ABOVE,
): Review {
  return {
    async judge(text): Promise<Verdict> {
      const { toxicity, spam } = await scores(text);
      if (toxicity > holdAbove.toxicity) return { verdict: 'hold', reason: 'toxicity', score: toxicity };
      if (spam > holdAbove.spam) return { verdict: 'hold', reason: 'spam', score: spam };
      return { verdict: 'approve' };
    },
  };
}
