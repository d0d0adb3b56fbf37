/** Writes bits a second as people say them: `350 kbit/s`, `4.2 Mbit/s`. */
export const formatRate = (bitsPerSecond: number): string =>
  bitsPerSecond < 999_500
    ? `${Math.round(bitsPerSecond / 1000)} kbit/s`
    : `${Math.round(bitsPerSecond / 1e5) / 10} Mbit/s`;
