// What the network has learned, as a coloured plane: bytes through a table of pixels, nothing else.
import { f32, u8 } from "../wire.js";

/** @typedef {import("../colours.js").Palette} Palette */

/**
 * A small canvas that the browser stretches over the plane: painting it costs as many pixels as the view has.
 * @param {HTMLCanvasElement} canvas
 */
export function createField(canvas) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
  let image = context.createImageData(1, 1), pixels = new Uint32Array(image.data.buffer);

  /** @param {number} size */
  function fit(size) {
    if (canvas.width === size && image.width === size) return;
    canvas.width = canvas.height = size;
    image = context.createImageData(size, size);
    pixels = new Uint32Array(image.data.buffer);
  }

  return {
    /**
     * Two classes or a value: orange, the neutral middle, blue.
     * @param {DataView} plane @param {number} size @param {Palette} palette @param {boolean} sharp decide at the middle
     */
    diverging(plane, size, palette, sharp) {
      fit(size);
      const bytes = u8(plane), table = palette.diverging;
      if (sharp) for (let i = 0; i < bytes.length; i++) pixels[i] = table[bytes[i] > 127 ? 255 : 0];
      else for (let i = 0; i < bytes.length; i++) pixels[i] = table[bytes[i]];
      context.putImageData(image, 0, 0);
    },

    /**
     * Several classes: the winner's colour, as strong as its probability stands above chance.
     * @param {DataView} winner @param {DataView} probability @param {number} size @param {number} classes
     * @param {Palette} palette @param {boolean} sharp
     */
    classes(winner, probability, size, classes, palette, sharp) {
      fit(size);
      const w = u8(winner), p = u8(probability), chance = 255 / classes, scale = 255 / (255 - chance);
      for (let i = 0; i < w.length; i++) {
        const strength = sharp ? 255 : Math.max(0, (p[i] - chance) * scale) | 0;
        pixels[i] = palette.ramps[w[i] % palette.ramps.length][strength];
      }
      context.putImageData(image, 0, 0);
    },

    /**
     * How sure the network is, whatever of: from the neutral colour (a guess) to ink (certain).
     * @param {DataView} plane the probability of class 1 of two, or of the winner @param {number} size @param {number} classes @param {Palette} palette
     */
    confidence(plane, size, classes, palette) {
      fit(size);
      const bytes = u8(plane), chance = 255 / classes, scale = 255 / (255 - chance);
      for (let i = 0; i < bytes.length; i++) {
        const best = classes === 2 ? Math.max(bytes[i], 255 - bytes[i]) : bytes[i];
        pixels[i] = palette.certain[Math.max(0, (best - chance) * scale) | 0];
      }
      context.putImageData(image, 0, 0);
    },

    /** One colour, under a curve. @param {Palette} palette */
    blank(palette) {
      fit(2);
      pixels.fill(palette.diverging[127]);
      context.putImageData(image, 0, 0);
    },
  };
}

/**
 * The learned function of one input as a curve.
 * @param {import("./surface.js").Surface} surface
 * @param {DataView} outputs
 * @param {[number, number, number, number]} domain
 * @param {Palette} palette
 */
export function drawCurve({ context, width, height }, outputs, [, , ymin, ymax], palette) {
  const values = f32(outputs), last = values.length - 1;
  context.clearRect(0, 0, width, height);
  context.beginPath();
  for (let i = 0; i <= last; i++) {
    // Far outside the window the line is cut a little beyond it: canvases dislike huge coordinates.
    const y = Math.max(-9, Math.min(height + 9, ((ymax - values[i]) / (ymax - ymin)) * height));
    context.lineTo((i / last) * width, y);
  }
  context.lineJoin = "round";
  context.lineWidth = 5; // a rim, so that the curve is seen over the points
  context.strokeStyle = palette.card;
  context.stroke();
  context.lineWidth = 2.6;
  context.strokeStyle = palette.low;
  context.stroke();
}
