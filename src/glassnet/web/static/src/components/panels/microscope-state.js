// What the Microscope knows: which step, which quantity and entry, which weight, and the server's answers.
import { computed, signal } from "@preact/signals";

/** @typedef {"forward"|"loss"|"backward"|"update"} Phase */

/**
 * One quantity of a step, as the server describes it.
 * @typedef {object} Quantity
 * @property {string} name
 * @property {string} symbol MathML
 * @property {Phase} phase
 * @property {number|null} layer
 * @property {string} about
 * @property {string} formula MathML
 * @property {string} text
 * @property {number[]} shape
 * @property {number} rows
 * @property {number} columns
 * @property {(number|null)[][]} values the first rows and columns
 * @property {{units: number|null, edges: number|null, entry: "unit"|"edge"|"bias"|""}} light
 * @property {{file: string, line: number, text: string}} code
 */

/** @typedef {{layer: number, unit: number, source: number}} Weight `source` −1 is the bias */

/**
 * What of the diagram is lit.
 * @typedef {object} Lit
 * @property {Phase} phase
 * @property {number|null} units the layer whose neurons are lit
 * @property {number|null} edges the layer into which the lit weights lead
 * @property {number|null} unit of those neurons the one that is looked at; of the edges, where they lead
 * @property {number|null} from of the edges, where they come from
 * @property {(number|null)[]|null} values what stands beside each lit neuron
 * @property {Weight|null} weight the one whose chain is shown
 */

/** The page's own choices that diagram and plane share with the panel. */
export function createScope() {
  const chosen = signal(/** @type {Weight|null} */ (null)), pointed = signal(/** @type {Weight|null} */ (null));
  return {
    open: signal(false),
    example: signal({ part: "train", index: 0 }), // index −1 is the mini-batch
    chosen, // the weight whose chain is shown
    pointed, // the one under the pointer, which takes its place meanwhile
    weight: computed(() => pointed.value ?? chosen.value),
    chain: signal(/** @type {any} */ (null)),
    lit: signal(/** @type {Lit|null} */ (null)),
  };
}

/**
 * Ask for a view until it has come for the present wishes and state of the run; a run that moves is not looked at.
 * An answer says what it was asked with. State and views come in order, so it is of the newest state, or newer.
 * @param {import("../../store.js").Store} store
 * @param {string} name
 * @param {() => object|null} wish
 * @param {(json: any) => void} show
 * @returns {() => void} ends it
 */
function once(store, name, wish, show) {
  let made = "";
  const key = (/** @type {object} */ parameters, /** @type {number} */ step) => JSON.stringify([parameters, store.state.peek()?.revision, step]);
  const ask = () => {
    const parameters = wish(), step = store.frames.latest("status")?.step ?? store.state.peek()?.step ?? 0;
    return !parameters || store.running.peek() || key(parameters, step) === made ? null : parameters;
  };
  return store.frames.need(name, ask, (view) => {
    made = key(view.json.asked, view.step);
    show(view.json);
  });
}

/** @param {import("../../store.js").Store} store */
export function createMicroscope(store) {
  const { scope } = store.view;
  const at = signal(0), row = signal(0), column = signal(0), long = signal(false);
  const step = signal(/** @type {any} */ (null)), entry = signal(/** @type {any} */ (null));
  const quantities = computed(() => /** @type {Quantity[]} */ (step.value?.quantities ?? []));
  const current = computed(() => /** @type {Quantity|undefined} */ (quantities.value[Math.min(at.value, quantities.value.length - 1)]));
  const moment = () => ({ part: scope.example.peek().part, example: scope.example.peek().index });

  const ends = [
    once(store, "trace", () => ({ ...moment(), long: long.peek() }), (json) => {
      // Another step may have other quantities (another depth, a long form): stay at the one of the same name.
      const name = current.peek()?.name, place = (json.quantities ?? []).findIndex((/** @type {Quantity} */ q) => q.name === name);
      step.value = json;
      if (name && place >= 0) at.value = place;
      store.frames.refresh();
    }),
    once(
      store,
      "trace_entry",
      () => {
        const now = current.peek();
        return now ? { ...moment(), long: long.peek(), quantity: now.name, row: row.peek(), column: column.peek() } : null;
      },
      (json) => (entry.value = json),
    ),
    once(
      store,
      "trace_chain",
      () => (scope.weight.peek() ? { ...moment(), ...scope.weight.peek() } : null),
      (json) => (scope.chain.value = json),
    ),
  ];

  return {
    at, row, column, long, step, entry, quantities, current,

    /** Look at another quantity, or another entry of it. @param {number} to @param {number} [toRow] @param {number} [toColumn] */
    go(to, toRow = 0, toColumn = 0) {
      at.value = Math.max(0, Math.min(quantities.peek().length - 1, to));
      row.value = toRow;
      column.value = toColumn;
      store.frames.refresh();
    },

    /** What the diagram lights up for the quantity and the entry that are looked at. @returns {Lit|null} */
    light() {
      const now = current.value;
      if (!now) return null;
      const { units, edges, entry: by } = now.light, j = column.value, i = row.value;
      const one = now.rows === 1 && (by === "unit" || by === "bias");
      /** @type {Lit} */
      const lit = { phase: now.phase, units, edges, unit: null, from: null, values: one ? now.values[0] : null, weight: scope.weight.value };
      if (by === "edge") return { ...lit, unit: i, from: j };
      if (by === "") return lit;
      const unit = now.shape.length === 3 ? j % now.shape[2] : j;
      // Forward, a neuron's own weights take part; backward, those that lead on from it.
      return edges !== null && edges !== units ? { ...lit, from: unit } : { ...lit, unit };
    },

    end() {
      for (const end of ends) end();
    },
  };
}

/** @typedef {ReturnType<typeof createMicroscope>} Microscope */
