// The Python that does the same as the session, to be taken away.
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { useStore } from "../store.js";
import { highlighted } from "./highlight.js";
import { Icon } from "./icons.js";

const EVERY = 500; // milliseconds

export function Python() {
  const store = useStore(), [text, setText] = useState(""), [done, setDone] = useState("");
  useEffect(() => {
    let revision = -1, asked = -1, step = -1, at = 0;
    /** The script ends with the steps done, so it grows while training runs; twice a second is enough to read. */
    const ask = () => {
      const state = store.state.peek(), now = store.frames.latest("status")?.step ?? state?.step;
      if (state?.revision === revision && now === step) return null;
      if (state?.running && performance.now() - at < EVERY) return null;
      asked = state?.revision ?? -1;
      return {};
    };
    return store.frames.need("script", ask, (view) => {
      revision = asked; // a script known from before is shown at once, and asked for again
      step = view.step;
      at = performance.now();
      setText(view.json.text);
    });
  }, [store]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone("Copied");
    } catch {
      setDone("Select the text and copy it");
    }
    setTimeout(() => setDone(""), 2500);
  };
  return html`<div class="python">
    <div class="panel-line">
      <p class="quiet">This script does the same as this page, to the last bit.</p>
      <button type="button" class="text" onClick=${copy}><${Icon} name="copy" /><span aria-live="polite">${done || "Copy"}</span></button>
    </div>
    <pre tabindex="0" role="region" aria-label="Python script"><code>${highlighted(text)}</code></pre>
  </div>`;
}
