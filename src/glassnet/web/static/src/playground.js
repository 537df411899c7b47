// The playground of the page; a notebook shows the same components by widget.js.
import { html, render as mount } from "htm/preact";
import { App } from "./components/app.js";
import { createStore } from "./store.js";

/**
 * For measurements, the element carries `glassnet`: `framesDrawn` and `framesReceived` (views drawn, views answered),
 * `lastLatency` (milliseconds from asking for a view to having it), `drawTime` (milliseconds a drawn frame costs, smoothed), `reactions`
 * (for each input of a control, milliseconds until a picture that shows its effect was painted).
 * @param {{model: import("./types.js").Model, el: HTMLElement, keep?: import("./store.js").Keep, course?: import("./store.js").CourseHome}} context
 * @returns {() => void} takes everything away again
 */
export function render({ model, el, keep, course }) {
  const store = createStore(model, keep, course);
  Object.assign(el, { glassnet: store.counters });
  mount(html`<${App} store=${store} />`, el);
  store.open();
  return () => {
    store.close();
    mount(/** @type {any} */ (null), el);
  };
}

export default { render };
