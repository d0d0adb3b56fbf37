export { LiveCard } from './live-card.ts';
export { liveJsonLd, type LiveFacts } from './json-ld.ts';
