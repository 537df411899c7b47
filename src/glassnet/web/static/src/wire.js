// The binary frame: u32 header length (little-endian), JSON header padded to four bytes, then the buffers.

const encoder = new TextEncoder(), decoder = new TextDecoder();

/**
 * @param {string} kind
 * @param {unknown} data
 * @param {ArrayBufferView[]} [buffers]
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function encode(kind, data, buffers = []) {
  const sizes = buffers.map((b) => b.byteLength);
  const header = encoder.encode(JSON.stringify({ kind, data, buffers: sizes }));
  const length = Math.ceil(header.length / 4) * 4; // float32 buffers must start at a multiple of four
  const frame = new Uint8Array(4 + length + sizes.reduce((sum, n) => sum + n, 0));
  new DataView(frame.buffer).setUint32(0, length, true);
  frame.fill(32, 4, 4 + length);
  frame.set(header, 4);
  let at = 4 + length;
  for (const b of buffers) {
    frame.set(new Uint8Array(b.buffer, b.byteOffset, b.byteLength), at);
    at += b.byteLength;
  }
  return frame;
}

/**
 * The buffers are views on the frame: nothing is copied.
 * @param {ArrayBuffer} frame
 * @returns {{kind: string, data: any, buffers: DataView[]}}
 */
export function decode(frame) {
  const length = new DataView(frame).getUint32(0, true);
  const { kind, data, buffers = [] } = JSON.parse(decoder.decode(new Uint8Array(frame, 4, length)));
  let at = 4 + length;
  return {
    kind,
    data,
    buffers: buffers.map((/** @type {number} */ size) => {
      at += size;
      return new DataView(frame, at - size, size);
    }),
  };
}

/** @param {DataView} view @returns {Float32Array} a view, or a copy where the bytes are not aligned (notebooks) */
export function f32(view) {
  if (view.byteOffset % 4 === 0)
    return new Float32Array(/** @type {ArrayBuffer} */ (view.buffer), view.byteOffset, view.byteLength / 4);
  return new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

/** @param {DataView} view @returns {Uint8Array} */
export function u8(view) {
  return new Uint8Array(/** @type {ArrayBuffer} */ (view.buffer), view.byteOffset, view.byteLength);
}
