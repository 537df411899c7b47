// Slow training shows its way: with each batch the signal goes forward through the layers, and the error back.
import { effect } from "@preact/signals";

const SLOW = 0; // the place of "1 batch a second" among the speeds
const LASTS = 800; // milliseconds for one batch, forward and back

/**
 * Light up layer after layer for each single batch, at the slowest speed and for steps by hand. Not while the
 * Microscope is open, which lights up what it explains; nor for those who want no movement.
 * @param {import("../store.js").Store} store
 * @returns {() => void} ends it
 */
export function letSignalTravel(store) {
  const { lit, open } = store.view.scope, calm = matchMedia("(prefers-reduced-motion: reduce)");
  let last = store.numbers.peek().step, timer = 0;

  const stop = () => {
    clearTimeout(timer);
    timer = 0;
    if (!open.peek()) lit.value = null;
  };
  /** @param {number} layers */
  const start = (layers) => {
    const forth = Array.from({ length: layers }, (_, i) => /** @type {const} */ ({ phase: "forward", layer: i + 1 }));
    const back = [...forth].reverse().map(({ layer }) => /** @type {const} */ ({ phase: "backward", layer }));
    const stages = [...forth, ...back];
    const show = (/** @type {number} */ at) => {
      if (at === stages.length || open.peek()) return stop();
      const { phase, layer } = stages[at];
      lit.value = { phase, edges: layer, units: phase === "forward" ? layer : layer - 1, unit: null, from: null, values: null, weight: null };
      timer = setTimeout(() => show(at + 1), LASTS / stages.length);
    };
    clearTimeout(timer);
    show(0);
  };

  const end = effect(() => {
    const { step } = store.numbers.value, one = step === last + 1;
    if (step === last) return; // the same step once more: other numbers have changed
    last = step;
    const state = store.state.peek();
    if (!state || open.peek()) return;
    const slow = !state.running || state.speed === SLOW;
    if (one && slow && state.mode === "watch" && !calm.matches) start(state.sizes.length - 1);
    else if (timer && !one) stop();
  });
  return () => {
    end();
    stop();
  };
}
