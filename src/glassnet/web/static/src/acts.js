// Actions on their way to the server: few unacknowledged for each setting, the latest value wins.
import { signal } from "@preact/signals";

const PATIENCE = 3000; // milliseconds after which an act counts as handled, should its answer never come
/** Acts of one setting in flight while its control is held: the next value is there when the server has done the last;
 * it leaves out those that were overtaken. */
const MOST_FLYING = 4;

/**
 * A lane is the traffic of one setting. Its draft is what the control shows while the server has not yet agreed, so
 * that a slider never jumps back under the hand.
 * @typedef {object} Lane
 * @property {import("@preact/signals").Signal<{value: any}|null>} draft
 * @property {number[]} flying ids of the acts in flight
 * @property {{value: any}|null} waiting
 * @property {boolean} held the user has the control in hand
 * @property {number} hold number of this hold, or of the last one while its values are under way; 0 for none
 * @property {number[]} inputs when the user gave the values that are not sent yet; all but the newest were overtaken
 */

const MOST_INPUTS = 500; // that are remembered until a picture shows them

/** @param {(id: number, action: any) => void} send */
export function createActs(send) {
  let last = 0;
  /** Inputs by the act that sent them, until a picture shows what they did. @type {Map<number, number[]>} */
  const unseen = new Map();
  let handled = 0;
  /** @type {Map<string, Lane>} */
  const lanes = new Map();

  /** @param {string} path @returns {Lane} */
  function lane(path) {
    let found = lanes.get(path);
    if (!found) lanes.set(path, (found = { draft: signal(null), flying: [], waiting: null, held: false, hold: 0, inputs: [] }));
    return found;
  }

  /** @param {any} action */
  function act(action) {
    send(++last, action);
    return last;
  }

  /** @param {string} path @param {Lane} it @param {any} value */
  function fly(path, it, value) {
    const id = act({ do: "set", path, value, ...(it.hold && { hold: it.hold }) });
    it.flying.push(id);
    if (unseen.size < MOST_INPUTS) unseen.set(id, it.inputs);
    it.inputs = [];
    setTimeout(() => landed(path, it, id), PATIENCE);
  }

  /** The server has handled an act and those before it, or will never answer. @param {string} path @param {Lane} it @param {number} upTo */
  function landed(path, it, upTo) {
    const before = it.flying.length;
    it.flying = it.flying.filter((id) => id > upTo);
    if (it.flying.length === before) return;
    const next = it.waiting;
    it.waiting = null;
    if (next) fly(path, it, next.value);
    else settle(it);
  }

  /** What the control shows is the server's again, once it knows everything and the hand has let go. @param {Lane} it */
  function settle(it) {
    if (it.held || it.waiting || it.flying.length) return;
    it.draft.value = null;
    it.hold = 0;
  }

  return {
    act,

    /** The draft of a setting, or null where the server's value holds. @param {string} path */
    draft: (path) => lane(path).draft.value,

    /** @param {string} path @param {any} value */
    set(path, value) {
      const it = lane(path);
      it.draft.value = { value };
      if (it.inputs.length < MOST_INPUTS) it.inputs.push(performance.now());
      if (it.flying.length < (it.held ? MOST_FLYING : 1)) fly(path, it, value);
      else it.waiting = { value };
    },

    /** Whether the user has a control in hand. */
    holding: () => [...lanes.values()].some((it) => it.held),

    /** The user takes a control in hand or lets it go. @param {string} path @param {boolean} held */
    hold(path, held) {
      const it = lane(path);
      it.held = held;
      if (held) it.hold = Date.now();
      settle(it);
    },

    /** The server has handled all acts up to this id. @param {number} id */
    acknowledge(id) {
      handled = Math.max(handled, id);
      for (const [path, it] of lanes) landed(path, it, id);
    },

    /** A picture that shows all handled acts is about to be painted: when their inputs were given. @returns {number[]} */
    shown() {
      const times = [];
      for (const [id, inputs] of unseen)
        if (id <= handled) {
          times.push(...inputs);
          unseen.delete(id);
        }
      return times;
    },

    /** The line broke: what was in flight is unknown, so the server's next state decides. */
    forget() {
      unseen.clear();
      for (const it of lanes.values()) {
        it.flying = [];
        it.waiting = null;
        it.draft.value = null;
        it.hold = 0;
      }
    },
  };
}
