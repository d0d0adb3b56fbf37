/**
 * A link to one moment: the address with `t`, in seconds, exact to the millisecond. What it has besides stays.
 *
 * @param page the address of the page, for relative ones
 */
export function linkToTime(address: string, time: number, page: string): string {
  const url = new URL(address, page);
  url.searchParams.set('t', String(Math.round(time * 1000) / 1000 || 0));
  return url.href;
}
