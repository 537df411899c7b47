// Asking for a view that costs the server something: when it is out of date, and never more often than it can be made.

/**
 * @param {import("../../store.js").Store} store
 * @param {() => object} parameters what is wanted now
 * @param {{least: number, share: number}} limits milliseconds between two while training runs; the part of the time that
 *   making them may take
 * @returns {{ask: () => object|null, received: (view: import("../../types.js").View) => void, shown: () => number}}
 */
export function createAsk(store, parameters, { least, share }) {
  let asked = "", made = "", sent = 0, free = 0, step = -1;
  const keyOf = (/** @type {object|undefined} */ what, /** @type {number|undefined} */ revision) => `${JSON.stringify(what)} ${revision}`;
  const key = () => keyOf(parameters(), store.frames.revision());

  return {
    /** The parameters while the picture is out of date, else null. */
    ask() {
      const now = performance.now(), running = store.running.peek(), current = store.frames.latest("status")?.step ?? 0;
      const fresh = made === key() && (step === current || (running && now < free));
      if (fresh || (running && now < free)) return null;
      if (asked !== key()) sent = now; // the time that the answer takes counts from here
      asked = key();
      return parameters();
    },

    /** An answer is shown; what it answers may have been asked before the last question. */
    received(view) {
      const now = performance.now();
      made = keyOf(view.asked, view.revision);
      step = view.step;
      free = now + Math.max(least, (now - sent) / share);
      asked = "";
    },

    /** The step that the picture is of. */
    shown: () => step,
  };
}
