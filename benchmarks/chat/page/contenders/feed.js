/** Messages come and are kept, and nothing is drawn: what the generator itself costs. */
export function create({ feed }) {
  feed.subscribe(() => {});
  return {};
}
