/** @param {number} ms */
export const seconds = (ms) => (Number.isFinite(ms) ? `${(ms / 1000).toFixed(2)} s` : '–');

/** @param {number} share */
export const percent = (share) => `${(share * 100).toFixed(0)} %`;
