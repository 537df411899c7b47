// What pointer and keys do on the plane: put points in, draw them, rub them out, move them.

/** @typedef {"add"|"draw"|"erase"|"move"|"pick"} Tool `pick` chooses an example for the Microscope */
/** @typedef {{row: number}|{own: number}} Name what a point is called in actions: a row of the source, or an own point */

/**
 * @typedef {object} Plane what lies on the plane now
 * @property {Float32Array} rows x, y, label of each point
 * @property {Float32Array} names row in the source, or −1, −2, … for the own points 0, 1, …
 * @property {number[]} domain across from, to, up from, to
 */

const REACH = 0.032; // share of the plane's width within which a point is meant
const GAP = 0.03; // between two points of a stroke

/** @param {number} name @returns {Name} */
const named = (name) => (name < 0 ? { own: -1 - name } : { row: name });

/**
 * @param {import("../store.js").Store} store
 * @param {() => Plane|null} plane
 * @param {(ghost: {u: number, v: number}|null) => void} showGhost a point that is being carried
 */
export function createPointing(store, plane, showGhost) {
  let strokes = Math.floor(Math.random() * 1e6), stroke = 0; // drags of two tabs are not one
  let last = { u: -1, v: -1 };
  /** @type {{u: number, v: number}[]} */
  let trail = [];
  /** @type {Name|null} */
  let carried = null;
  let waiting = false, down = false;

  /** @param {number} u @param {number} v @returns {[number, number]} finer than anyone can point would only make the link long */
  const at = (u, v) => {
    const [x0, x1, y0, y1] = /** @type {Plane} */ (plane()).domain, digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(x1 - x0, y1 - y0) / 10)));
    return [Number((x0 + u * (x1 - x0)).toFixed(digits)), Number((y1 - v * (y1 - y0)).toFixed(digits))];
  };

  /** Whether points can be put onto the plane: not where it is laid through more than two inputs. */
  const drawable = () => (store.state.peek()?.dims ?? 0) <= 2;

  /** @param {number} u @param {number} v @returns {[number, number, number]} a point to be put there */
  function fresh(u, v) {
    const state = /** @type {import("../types.js").State} */ (store.state.peek()), [x, y] = at(u, v);
    if (state.task === "classification") return [x, y, store.view.label.peek()];
    return [x, y, state.dims === 1 ? y : store.view.target.peek()];
  }

  /** The points near a place, nearest first. @param {number} u @param {number} v */
  function near(u, v) {
    const now = plane();
    if (!now) return [];
    const [x0, x1, y0, y1] = now.domain, found = [];
    for (let i = 0; i < now.names.length; i++) {
      const du = (now.rows[3 * i] - x0) / (x1 - x0) - u, dv = (y1 - now.rows[3 * i + 1]) / (y1 - y0) - v, far = Math.hypot(du, dv);
      if (far <= REACH) found.push({ name: now.names[i], far });
    }
    return found.sort((a, b) => a.far - b.far).map(({ name }) => name);
  }

  /** Rub out what the trail has touched; one act at a time, as each one numbers the own points anew. */
  function rub() {
    if (waiting || !trail.length) return;
    const names = new Set(trail.flatMap(({ u, v }) => near(u, v)));
    trail = [];
    if (!names.size) return;
    waiting = true;
    const rows = [...names].filter((n) => n >= 0), own = [...names].filter((n) => n < 0).map((n) => -1 - n);
    store.act({ do: "erase_points", rows, own, stroke });
  }

  /** @param {number} u @param {number} v */
  function paint(u, v) {
    if (Math.hypot(u - last.u, v - last.v) < GAP) return;
    last = { u, v };
    store.act({ do: "add_points", points: [fresh(u, v)], stroke });
  }

  return {
    /** @param {number} u @param {number} v */
    press(u, v) {
      const tool = store.view.tool.peek();
      if (!plane() || (tool !== "erase" && !drawable())) return;
      down = true;
      stroke = ++strokes;
      last = { u: -1, v: -1 };
      if (tool === "draw") paint(u, v);
      else if (tool === "erase") {
        trail.push({ u, v });
        rub();
      } else if (tool === "move") {
        const [name] = near(u, v);
        carried = name === undefined ? null : named(name);
        if (carried) showGhost({ u, v });
      }
    },

    /** @param {number} u @param {number} v */
    drag(u, v) {
      if (!down) return;
      const tool = store.view.tool.peek();
      if (tool === "draw") paint(u, v);
      else if (tool === "erase") {
        trail.push({ u, v });
        rub();
      } else if (carried) showGhost({ u, v });
    },

    /** @param {number} u @param {number} v */
    release(u, v) {
      if (!down) return;
      down = false;
      const tool = store.view.tool.peek();
      if (tool === "add") {
        const [x, y, label] = fresh(u, v);
        store.act({ do: "add_point", x, y, label });
      } else if (carried) {
        const [x, y] = at(u, v);
        store.act({ do: "move_point", x, y, ...carried });
      }
      carried = null;
      showGhost(null);
    },

    /** The stroke is broken off: nothing more comes of it. */
    cancel() {
      down = false;
      carried = null;
      trail = [];
      showGhost(null);
    },

    /** Enter or the space bar where the cross-hair is. @param {number} u @param {number} v */
    enter(u, v) {
      if (down) this.release(u, v);
      else {
        this.press(u, v);
        if (!carried) this.release(u, v);
      }
    },

    /** Other points have come from the server. */
    renewed() {
      waiting = false;
      rub();
    },

    carrying: () => carried !== null,
  };
}

/** @typedef {ReturnType<typeof createPointing>} Pointing */
