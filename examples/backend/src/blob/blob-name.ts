/** Nothing that begins with a dot: so no `..`, and no temporary file is ever asked for. */
const STEP = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/;
const MAX_STEPS = 8;

export class BlobNameError extends Error {
  constructor() {
    super('No blob has such a name.');
    this.name = 'BlobNameError';
  }
}

export function isBlobName(name: string): boolean {
  const steps = name.split('/');
  return steps.length <= MAX_STEPS && steps.every((step) => STEP.test(step));
}

/** @returns the steps of the name. @throws BlobNameError */
export function stepsOf(name: string): string[] {
  if (!isBlobName(name)) throw new BlobNameError();
  return name.split('/');
}
