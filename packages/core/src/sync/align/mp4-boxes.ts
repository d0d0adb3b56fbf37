/** The content of a box; its `byteOffset` is its place in the file. */
export function* boxes(view: DataView, [type, ...inner]: readonly string[]): Generator<DataView> {
  for (let at = 0; at + 8 <= view.byteLength;) {
    let [size, header] = [view.getUint32(at), 8];
    if (size === 1 && at + 16 <= view.byteLength) [size, header] = [Number(view.getBigUint64(at + 8)), 16];
    if (size === 0) size = view.byteLength - at;
    if (size < header || at + size > view.byteLength) return;
    if (readType(view, at + 4) === type) {
      const content = new DataView(view.buffer, view.byteOffset + at + header, size - header);
      if (inner.length > 0) yield* boxes(content, inner);
      else yield content;
    }
    at += size;
  }
}

export const firstBox = (view: DataView, path: readonly string[]): DataView | undefined =>
  boxes(view, path).next().value;

/** Four characters. */
export const readType = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

/** A 32-bit field whose place depends on the version of its box. */
export const versioned = (box: DataView, inVersion0: number, inVersion1: number): number =>
  box.getUint32(box.getUint8(0) === 1 ? inVersion1 : inVersion0);

export const viewOf = (bytes: Uint8Array<ArrayBuffer>): DataView<ArrayBuffer> =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
