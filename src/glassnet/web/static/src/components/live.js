// A live part of a lesson: the playground in a compact form, on a session of its own. It takes its colours from the page.
import { computed } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { readPalette } from "../colours.js";
import { StoreContext } from "../store.js";
import { taken } from "./app.js";
import { DataCard } from "./data-card.js";
import { FeaturesCard } from "./features.js";
import { Run } from "./header.js";
import { Messages } from "./messages.js";
import { NetworkCard } from "./network-card.js";
import { Microscope } from "./panels/microscope.js";
import { ResultCard } from "./result-card.js";
import { PaletteContext } from "./theme.js";
import { Tips } from "./tips.js";

/** @param {{store: import("../store.js").Store, kind: string}} properties */
export function Live({ store, kind }) {
  const [palette, setPalette] = useState(/** @type {import("../colours.js").Palette|null} */ (null)), theme = store.view.theme.value;
  const root = useRef(/** @type {HTMLElement|null} */ (null)), ready = store.ready.value;
  // Until the first frame is there the planes are kept hidden: a canvas that nobody has painted is black.
  const drawn = useMemo(() => computed(() => store.numbers.value.status !== null), [store]).value;
  useLayoutEffect(() => {
    if (root.current) setPalette(readPalette(root.current, theme));
  }, [theme]);
  useEffect(() => {
    const key = (/** @type {KeyboardEvent} */ e) => {
      if (taken(e) || e.altKey || e.ctrlKey || e.metaKey || e.key !== " " || e.repeat) return;
      store.act({ do: store.running.peek() ? "pause" : "play" });
      e.preventDefault();
      e.stopPropagation();
    };
    const box = root.current;
    box?.addEventListener("keydown", key);
    return () => box?.removeEventListener("keydown", key);
  }, [store]);
  return html`<${StoreContext.Provider} value=${store}><${PaletteContext.Provider} value=${palette}>
    <div class="live" ref=${root} aria-busy=${!ready || !drawn}>
      <div class="live-bar"><${Run} /></div>
      <${Messages} />
      ${kind === "Microscope"
        ? html`<div class="live-scope"><${NetworkCard} /><section class="card drawer" aria-label="Microscope"><${Microscope} /></section></div>`
        : html`<div class="bench"><details class="left"><summary>Data and inputs</summary><${DataCard} /><${FeaturesCard} /></details><${NetworkCard} /><${ResultCard} /></div>`}
      <${Tips} />
    </div>
  <//><//>`;
}
