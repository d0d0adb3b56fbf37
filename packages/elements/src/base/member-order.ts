/** Members in the order of their names; those without one keep their places. */
export function inOrderOf<Member extends { readonly id: string }>(
  names: Readonly<Record<string, string>>,
  members: readonly Member[],
): readonly Member[] {
  const ids = Object.keys(names);
  const hasName = ({ id }: Member): boolean => ids.includes(id);
  const named = members.filter(hasName).toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  return members.map((member) => (hasName(member) ? named.shift()! : member));
}
