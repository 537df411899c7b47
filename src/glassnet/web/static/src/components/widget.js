// The playground in a notebook's cell: a bar, the cards, the drawer; or the network with the Microscope under it.
import { html } from "htm/preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { readPalette } from "../colours.js";
import { StoreContext } from "../store.js";
import { taken } from "./app.js";
import { DataCard } from "./data-card.js";
import { Drawer } from "./drawer.js";
import { FeaturesCard } from "./features.js";
import { History, Run, Speed } from "./header.js";
import { LINE, Messages } from "./messages.js";
import { NetworkCard } from "./network-card.js";
import { Microscope } from "./panels/microscope.js";
import { ResultCard } from "./result-card.js";
import { TakeAway } from "./take-away.js";
import { PaletteContext } from "./theme.js";
import { Tips } from "./tips.js";

const PATIENCE = 4000; // milliseconds without an answer, after which it is said that none has come

/**
 * Notebooks make a cell's content before they put it into the page, and take out what is far out of sight; colours can
 * be read only in the page.
 * @param {HTMLElement} box @param {() => void} then
 */
function whenConnected(box, then) {
  if (box.isConnected) {
    then();
    return undefined;
  }
  const watch = new ResizeObserver(() => {
    if (!box.isConnected) return;
    watch.disconnect();
    then();
  });
  watch.observe(box);
  return () => watch.disconnect();
}

/** A widget without its Python: of a saved notebook, or one whose kernel was started anew. @param {{store: import("../store.js").Store}} properties */
function Waiting({ store }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [store]);
  return html`<p class="waiting quiet" role="status">${late ? LINE.silent : "Waiting for Python …"}</p>`;
}

/** @param {{store: import("../store.js").Store, kind: string}} properties */
export function Widget({ store, kind }) {
  const [palette, setPalette] = useState(/** @type {import("../colours.js").Palette|null} */ (null)), theme = store.view.theme.value;
  const root = useRef(/** @type {HTMLElement|null} */ (null)), ready = store.ready.value, instant = store.state.value?.mode === "instant";
  useLayoutEffect(() => {
    const box = root.current;
    return box ? whenConnected(box, () => setPalette(readPalette(box, theme))) : undefined;
  }, [theme]);
  useEffect(() => {
    const key = (/** @type {KeyboardEvent} */ e) => {
      if (taken(e) || e.altKey) return;
      const command = e.ctrlKey || e.metaKey, name = e.key.toLowerCase();
      if (e.key === " " && !command && !e.repeat) store.act({ do: store.running.peek() ? "pause" : "play" });
      else if (command && name === "z") store.act({ do: e.shiftKey ? "redo" : "undo" });
      else if (command && name === "y") store.act({ do: "redo" });
      else return;
      e.preventDefault();
      e.stopPropagation(); // the notebook has keys of its own
    };
    const box = root.current;
    box?.addEventListener("keydown", key);
    return () => box?.removeEventListener("keydown", key);
  }, [store]);
  const scope = kind === "Microscope";
  return html`<${StoreContext.Provider} value=${store}><${PaletteContext.Provider} value=${palette}>
    <div class="glassnet widget" ref=${root} data-theme=${theme} aria-busy=${!ready} role="group" aria-label=${`Glassnet: ${kind}`}>
      ${!ready && html`<${Waiting} store=${store} />`}
      <div class="live" hidden=${!ready}>
        <div class="live-bar"><${Run} /><div class="tools">${!instant && html`<${Speed} />`}<${History} />${!scope && html`<${TakeAway} />`}</div></div>
        <${Messages} doctor=${!scope} />
        ${scope
          ? html`<div class="live-scope"><${NetworkCard} /><section class="card drawer" aria-label="Microscope"><${Microscope} /></section></div>`
          : html`<div class="bench"><div class="left"><${DataCard} /><${FeaturesCard} /></div><${NetworkCard} /><${ResultCard} /></div><${Drawer} />`}
        <${Tips} />
      </div>
    </div>
  <//><//>`;
}
