// The neurons' pictures, as the server sends them, drawn into the diagram: large ones each alone, many small as a mosaic.
import { u8 } from "../wire.js";
import { createAtlas } from "./atlas.js";
import { createMosaic } from "./mosaic.js";

/** @typedef {import("./layout.js").Column} Column */
/** @typedef {import("../colours.js").Palette} Palette */

/** The units of the columns that are not crowded. @param {Column[]} columns */
const apart = (columns) => columns.flatMap(({ crowded, ys, offset }) => (crowded ? [] : ys.map((_, j) => offset + j)));

export function createPictures() {
  const atlas = createAtlas(), mosaic = createMosaic();
  let bytes = /** @type {Uint8Array} */ (new Uint8Array(0)), side = 1, count = 0;

  return {
    /**
     * New pictures, or the same for another layout.
     * @param {DataView} plane unit-major bytes @param {number} newSide of a picture
     * @param {Column[]} columns @param {number|null} pointed a unit that is shown in large as well @param {Palette} palette
     */
    take(plane, newSide, columns, pointed, palette) {
      bytes = u8(plane);
      side = newSide;
      count = bytes.length / (side * side);
      const units = apart(columns);
      if (pointed !== null && !units.includes(pointed)) units.push(pointed);
      atlas.fill(bytes, side, units.filter((unit) => unit < count), palette);
    },

    /** One picture. @param {CanvasRenderingContext2D} into @param {number} unit @param {number} x @param {number} y @param {number} size */
    draw: atlas.draw,

    /** A column with its bias dots if it is crowded, else its pictures alone. @param {import("./surface.js").Surface} surface @param {Column} column @param {Float32Array|null} biases @param {Palette} palette */
    column(surface, column, biases, palette) {
      const { x, tile, ys, offset, crowded } = column;
      if (!crowded) ys.forEach((y, j) => atlas.draw(surface.context, offset + j, x - tile / 2, y - tile / 2, tile));
      else if (offset + ys.length <= count) mosaic.draw(surface, column, bytes, side, biases, palette);
    },
  };
}

/** @typedef {ReturnType<typeof createPictures>} Pictures */
