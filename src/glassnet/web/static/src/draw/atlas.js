// Neurons' pictures in one off-screen canvas: one pass over the bytes, one putImageData, then cheap copies.

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
  /** Where the picture of a unit lies. @type {Map<number, number>} */
  let cells = new Map();
  let size = 0, count = 0, image = context.createImageData(1, 1), pixels = new Uint32Array(1), alpha = cornersOf(1);

  /** @param {number} newSize @param {number} newCount */
  function fit(newSize, newCount) {
    if (newSize === size && newCount === count) return;
    if (newSize !== size) alpha = cornersOf(newSize);
    size = newSize;
    count = newCount;
    canvas.width = Math.min(ACROSS, count) * size;
    canvas.height = Math.ceil(count / ACROSS) * size;
    image = context.createImageData(canvas.width, canvas.height);
    pixels = new Uint32Array(image.data.buffer);
  }

  return {
    /**
     * @param {Uint8Array} bytes unit-major, of the pictures of all neurons @param {number} side of a picture
     * @param {number[]} units whose pictures are wanted @param {import("../colours.js").Palette} palette
     */
    fill(bytes, side, units, palette) {
      const area = side * side, table = palette.diverging;
      cells = new Map(units.map((unit, cell) => [unit, cell]));
      if (!units.length) return; // a canvas without pixels cannot be drawn on
      fit(side, units.length);
      const stride = canvas.width;
      for (const [unit, cell] of cells) {
        let to = Math.floor(cell / ACROSS) * size * stride + (cell % ACROSS) * size;
        for (let r = 0, p = 0, at = unit * area; r < size; r++, to += stride - size)
          for (let c = 0; c < size; c++, p++, at++, to++)
            pixels[to] = (table[bytes[at]] & 0xffffff) | (alpha[p] << 24);
      }
      context.putImageData(image, 0, 0);
    },

    /** @param {CanvasRenderingContext2D} into @param {number} unit @param {number} x @param {number} y @param {number} side */
    draw(into, unit, x, y, side) {
      const cell = cells.get(unit);
      if (cell === undefined) return;
      into.drawImage(canvas, (cell % ACROSS) * size, Math.floor(cell / ACROSS) * size, size, size, x, y, side, side);
    },
  };
}
