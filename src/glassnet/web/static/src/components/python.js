// The Python that does the same as the session, to be taken away.
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { useStore } from "../store.js";
import { Icon } from "./icons.js";

const TOKENS = /(#[^\n]*)|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|\b(import|from|as|for|in|def|return|with|if|else|None|True|False)\b|\b(\d[\d_.]*(?:e[+-]?\d+)?)\b/g;
const EVERY = 500; // milliseconds
const KINDS = ["comment", "string", "word", "number"];

/** Python with its comments, texts, words and numbers marked. @param {string} code */
function marked(code) {
  const parts = [];
  let at = 0;
  for (const m of code.matchAll(TOKENS)) {
    parts.push(code.slice(at, m.index));
    const kind = KINDS[[1, 2, 3, 4].findIndex((g) => m[g] !== undefined)];
    parts.push(html`<span class=${`py-${kind}`}>${m[0]}</span>`);
    at = m.index + m[0].length;
  }
  return [...parts, code.slice(at)];
}

export function Python() {
  const store = useStore(), [text, setText] = useState(""), [done, setDone] = useState("");
  useEffect(() => {
    let revision = -1, step = -1, at = 0;
    /** The script ends with the steps done, so it grows while training runs; twice a second is enough to read. */
    const ask = () => {
      const state = store.state.peek(), now = store.frames.latest("status")?.step ?? state?.step;
      if (state?.revision === revision && now === step) return null;
      return state?.running && performance.now() - at < EVERY ? null : {};
    };
    return store.frames.need("script", ask, (view) => {
      revision = store.state.peek()?.revision ?? -1;
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
    <pre tabindex="0" role="region" aria-label="Python script"><code>${marked(text)}</code></pre>
  </div>`;
}
