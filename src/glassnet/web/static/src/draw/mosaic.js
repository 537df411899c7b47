// Columns of many small neurons: pictures, frames and bias dots as pixels of one image.
//
// A canvas draws each of them as a shape of its own, and for half a thousand neurons that takes longer than all else in
// a frame (measured for eight layers of 64: 12 of 24 ms). So small, a frame is one pixel wide and a dot is a square.
import { dot } from "./layout.js";

/** @typedef {import("./layout.js").Column} Column */

const FRAME = -1, CORNER = -2;

/**
 * For each pixel of a tile the place in a picture that it shows, or what it shows instead.
 * @param {number} tile @param {number} side
 */
function placesOf(tile, side) {
  const places = new Int32Array(tile * tile), last = tile - 1;
  const of = (/** @type {number} */ pixel) => Math.floor(((pixel + 0.5) * side) / tile);
  for (let r = 0; r < tile; r++)
    for (let c = 0; c < tile; c++) {
      const upright = c === 0 || c === last, level = r === 0 || r === last;
      places[r * tile + c] = upright && level ? CORNER : upright || level ? FRAME : of(r) * side + of(c);
    }
  return places;
}

export function createMosaic() {
  let image = new ImageData(1, 1); // columns of one network have one size, mostly
  let places = placesOf(1, 1), known = "";

  return {
    /**
     * @param {import("./surface.js").Surface} surface
     * @param {Column} column
     * @param {Uint8Array} bytes unit-major, of the pictures of all neurons
     * @param {number} from side of a picture
     * @param {Float32Array|null} biases of the column's units
     * @param {import("../colours.js").Palette} palette
     */
    draw({ context, ratio }, { x, tile: side, ys, offset }, bytes, from, biases, palette) {
      const tile = Math.max(3, Math.round(side * ratio)), area = from * from, reach = Math.ceil(dot(side) * ratio);
      if (known !== `${tile}/${from}`) {
        known = `${tile}/${from}`;
        places = placesOf(tile, from);
      }
      const tops = ys.map((y) => Math.round(y * ratio - tile / 2)), top = tops[0], left = Math.round(x * ratio - tile / 2);
      const width = tile + reach, height = tops[tops.length - 1] - top + tile + reach;
      if (image.width !== width || image.height !== height) image = context.createImageData(width, height);
      const pixels = new Uint32Array(image.data.buffer), table = palette.diverging, { edge, low, high } = palette.pixels;
      pixels.fill(0);
      for (let j = 0; j < ys.length; j++) {
        const first = (offset + j) * area;
        let to = (tops[j] - top) * width + reach;
        for (let r = 0, p = 0; r < tile; r++, to += reach)
          for (let c = 0; c < tile; c++, p++, to++) {
            const place = places[p];
            if (place !== CORNER) pixels[to] = place === FRAME ? edge : table[bytes[first + place]];
          }
      }
      if (biases)
        for (let j = 0; j < ys.length; j++) {
          const b = biases[j], size = Math.max(2, Math.round(2 * dot(side) * ratio * Math.min(1, 0.45 + 0.55 * Math.abs(b))));
          const down = tops[j] - top + tile - (size >> 1), across = reach - (size >> 1), colour = b > 0 ? high : low;
          for (let r = down; r < down + size; r++) pixels.fill(colour, r * width + across, r * width + across + size);
        }
      context.putImageData(image, left - reach, top);
    },
  };
}

/** @typedef {ReturnType<typeof createMosaic>} Mosaic */
