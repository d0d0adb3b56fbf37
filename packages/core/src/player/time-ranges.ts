/** A `TimeRanges` of these ranges. */
export function timeRanges(...ranges: readonly (readonly [start: number, end: number])[]): TimeRanges {
  const at = (index: number): readonly [number, number] => {
    const range = ranges[index];
    if (!range) throw new DOMException(`There is no range ${index}`, 'IndexSizeError');
    return range;
  };
  return { length: ranges.length, start: (index) => at(index)[0], end: (index) => at(index)[1] };
}
