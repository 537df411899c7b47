// How often a costly picture is drawn: often enough to be watched, seldom enough to leave time for the rest.

/**
 * Canvases record what is drawn and paint it only when the frame is put together, so the time a drawing function takes
 * says little. What a frame costs is the time from its start to the first message after it.
 */
export function createPace() {
  const channel = new MessageChannel();
  let start = 0, inFrame = false, after = () => {};
  let light = 0; // milliseconds of a frame without any paced drawing, smoothed
  /** @type {Set<(extra: number) => void>} */
  const drawn = new Set();

  channel.port1.onmessage = () => {
    const spent = performance.now() - start;
    if (drawn.size) for (const charge of drawn) charge(Math.max(0, spent - light));
    else light += (spent - light) / 10;
    drawn.clear();
    after();
  };

  return {
    /** Draw one frame. @param {() => void} draw @param {() => void} then called when it is painted */
    frame(draw, then) {
      after = then;
      start = performance.now();
      inFrame = true;
      draw();
      inFrame = false;
      channel.port2.postMessage(null);
    },

    /**
     * Draw at most for `share` of the time, and not within `least` milliseconds of the last time. What was put off is
     * drawn when the time has come, so the last picture is always complete.
     * @param {() => void} draw
     * @param {{share?: number, least?: number}} [limits]
     */
    paced(draw, { share = 0.2, least = 0 } = {}) {
      let free = 0, timer = 0, waiting = false;

      function now() {
        clearTimeout(timer);
        waiting = false;
        const from = performance.now();
        draw();
        free = Math.max(from + least, from + (performance.now() - from) / share);
        if (inFrame) drawn.add((extra) => (free = Math.max(free, from + extra / share)));
      }

      return {
        /** Something changed. */
        ask() {
          const wait = free - performance.now();
          if (wait <= 1) now();
          else if (!waiting) {
            waiting = true;
            timer = setTimeout(() => requestAnimationFrame(() => waiting && now()), wait + 30);
          }
        },
        now,
        /** Whether something new would be drawn at once. */
        due: () => free <= performance.now(),
        end() {
          clearTimeout(timer);
          waiting = false;
        },
      };
    },

    end: () => channel.port1.close(),
  };
}
