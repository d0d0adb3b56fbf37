/** Why it cannot begin: a sentence for whoever starts it, which names what to change and shows no value of it. */
export class StartError extends Error {
  override name = 'StartError';
}
