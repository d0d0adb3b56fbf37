/** Writes a length of time: `8.3 s`. */
export const secondsText = (seconds: number): string => `${seconds.toFixed(1)} s`;

/** Writes an amount of data: `0.4 MB`, `128 MB`. */
export const bytesText = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 99.95e6 ? 1 : 0)} MB`;

/** Writes a share: `0.4 %`, `12 %`. */
export const shareText = (ratio: number): string => {
  const percent = ratio * 100;
  return `${percent > 0 && percent < 9.95 ? percent.toFixed(1) : Math.round(percent)} %`;
};

/** Writes what is decoded, as millions of pixels a second: `124 MP/s`. */
export const pixelsText = (pixelsPerSecond: number): string => `${Math.round(pixelsPerSecond / 1e6)} MP/s`;
