// All neurons' pictures in one off-screen canvas: one pass over the bytes, one putImageData, then cheap copies.
import { u8 } from "../wire.js";

const ACROSS = 16; // pictures side by side; a single strip of 500 would exceed the largest canvas

/** The share of a picture's side that its rounded corners take. */
export const ROUND = 0.2;

/**
 * Rounded corners are part of the picture (as alpha), so that drawing needs no clipping.
 * @param {number} size @returns {Uint8Array}
 */
function cornersOf(size) {
  const alpha = new Uint8Array(size * size), half = size / 2, straight = half - size * ROUND;
  for (let r = 0; r < size; r++)
    for (let c = 0; c < size; c++) {
      const dx = Math.max(0, Math.abs(c + 0.5 - half) - straight), dy = Math.max(0, Math.abs(r + 0.5 - half) - straight);
      alpha[r * size + c] = 255 * Math.max(0, Math.min(1, size * ROUND + 0.5 - Math.hypot(dx, dy)));
    }
  return alpha;
}

export function createAtlas() {
  const canvas = document.createElement("canvas");
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  let size = 0, units = 0, image = context.createImageData(1, 1), pixels = new Uint32Array(1), alpha = cornersOf(1);

  /** @param {number} newSize @param {number} newUnits */
  function fit(newSize, newUnits) {
    if (newSize === size && newUnits === units) return;
    if (newSize !== size) alpha = cornersOf(newSize);
    size = newSize;
    units = newUnits;
    canvas.width = Math.min(ACROSS, units) * size;
    canvas.height = Math.ceil(units / ACROSS) * size;
    image = context.createImageData(canvas.width, canvas.height);
    pixels = new Uint32Array(image.data.buffer);
  }

  return {
    canvas,

    /** @param {DataView} plane unit-major bytes @param {number} side @param {import("../colours.js").Palette} palette */
    fill(plane, side, palette) {
      const bytes = u8(plane), area = side * side, table = palette.diverging;
      fit(side, bytes.length / area);
      const stride = canvas.width;
      for (let u = 0, at = 0; u < units; u++) {
        let to = Math.floor(u / ACROSS) * size * stride + (u % ACROSS) * size;
        for (let r = 0, p = 0; r < size; r++, to += stride - size)
          for (let c = 0; c < size; c++, p++, at++, to++)
            pixels[to] = (table[bytes[at]] & 0xffffff) | (alpha[p] << 24);
      }
      context.putImageData(image, 0, 0);
    },

    /** @param {CanvasRenderingContext2D} into @param {number} unit @param {number} x @param {number} y @param {number} side */
    draw(into, unit, x, y, side) {
      if (unit >= units) return;
      into.drawImage(canvas, (unit % ACROSS) * size, Math.floor(unit / ACROSS) * size, size, size, x, y, side, side);
    },
  };
}

/** @typedef {ReturnType<typeof createAtlas>} Atlas */
