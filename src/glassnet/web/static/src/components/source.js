// The formula of a setting and the lines of the reference that use it; asked for only when somebody opens it.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useStore } from "../store.js";
import { highlighted } from "./highlight.js";

/** @typedef {import("../types.js").Field} Field */
/** @typedef {{path: string, kind: string, label: string}} Asked a setting, which choice it has, and what that is called */

/** What to ask for: a setting with choices has the code of the one that is chosen. @param {Field} field @param {string} path @param {any} value @returns {Asked} */
export function chosen(field, path, value) {
  if (field.type !== "union") return { path, kind: "", label: field.label };
  const kind = typeof value === "object" ? value?.kind : value;
  const choice = field.choices?.find((c) => typeof c === "object" && c.kind === kind);
  return { path, kind: kind ?? "", label: typeof choice === "object" ? choice.label : field.label };
}

/** @param {Asked & {words?: string}} properties `words` are what is to be seen, where the setting does not stand above */
export function SourceOf({ path, kind, label, words }) {
  const [open, setOpen] = useState(false);
  return html`<details class="source" open=${open} onToggle=${(/** @type {any} */ e) => setOpen(e.target.open)}>
    <summary>${words ?? html`Formula and code <span class="hidden-text">of ${label}</span>`}</summary>
    ${open && html`<${Found} path=${path} kind=${kind} label=${label} />`}
  </details>`;
}

/** What was found for another choice stays, marked as busy, until the answer is there. @param {Asked} properties */
function Found({ path, kind, label }) {
  const store = useStore(), [found, setFound] = useState(/** @type {any} */ (null)), box = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => {
    let told = false; // it never changes: one answer is enough
    return store.frames.need("source", () => (told ? null : { path, kind }), ({ json }) => {
      if (told || json.path !== path || json.kind !== kind) return;
      told = true;
      setFound(json);
      store.frames.refresh(); // another setting's code may wait for its turn
    });
  }, [store, path, kind]);
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), [found]);
  if (!found) return html`<p class="about">Looking it up …</p>`;
  return html`<div ref=${box} role="group" aria-label=${`Formula and code of ${label}`} aria-busy=${found.path !== path || found.kind !== kind}>
    ${found.formula && html`<p class="formula">${found.formula}</p>`}
    <p class="about">${found.file}:${found.line}, in <code>${found.function}</code></p>
    <pre><code>${found.code.split("\n").map((/** @type {string} */ line) => html`<span class="source-line">${highlighted(line)}</span>`)}</code></pre>
  </div>`;
}
