// A live part of a lesson: a session of its own, begun from the lesson's link, in the page's theme.
import { html, render as mount } from "htm/preact";
import { Live } from "./components/live.js";
import { createStore } from "./store.js";

/**
 * What else the cell of the lesson says, as the arguments of a notebook's widget.
 * @typedef {{example?: number|"batch"}} LiveSettings `example` is the one that the Microscope looks at first
 */

/** Begin as the settings say. @param {import("./store.js").Store} store @param {LiveSettings} settings */
export function settle(store, { example }) {
  if (example !== undefined) store.view.scope.example.value = { part: "train", index: example === "batch" ? -1 : example };
}

/**
 * @param {{model: import("./types.js").Model, el: HTMLElement, kind: string, link: string|null, settings: LiveSettings, theme: import("@preact/signals").Signal<"light"|"dark">}} context
 * @returns {() => void} takes it away
 */
export function renderLive({ model, el, kind, link, settings, theme }) {
  const store = createStore(model, { recall: () => ({ session: null, link }), remember() {} });
  const endTheme = theme.subscribe((now) => (store.view.theme.value = now));
  if (kind === "Microscope") store.view.tab.value = "microscope";
  settle(store, settings);
  mount(html`<${Live} store=${store} kind=${kind} />`, el);
  store.open();
  return () => {
    endTheme();
    store.close();
    mount(/** @type {any} */ (null), el);
  };
}
