// A link that shows only some parts of the page: for a handout, a slide, a lesson.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { AREAS, tabPart } from "../parts.js";
import { useStore } from "../store.js";
import { hasControl } from "./field.js";

/** @param {{tabs: {name: string, words: string}[], copy: (address: string) => Promise<string>}} properties */
export function Handout({ tabs, copy }) {
  const store = useStore(), [hidden, setHidden] = useState(/** @type {ReadonlySet<string>} */ (store.view.hidden.peek())), [said, say] = useState("");
  const fields = (store.hello.value?.schema ?? []).filter((f) => /^(training|network)\./.test(f.path) && hasControl(f));
  /** More parts of an area than it lists itself. @type {Record<string, Record<string, string>>} */
  const more = {
    Network: Object.fromEntries(fields.map((f) => [f.path, f.label])),
    Explanations: Object.fromEntries(tabs.map((t) => [tabPart(t.name), t.words])),
  };
  const toggle = (/** @type {string} */ name) => {
    const next = new Set(hidden);
    if (!next.delete(name)) next.add(name);
    setHidden(next);
    say("");
  };
  const address = () => {
    const search = hidden.size ? `?hide=${[...hidden].join(",")}` : "";
    return `${location.origin}${location.pathname}${search}#${store.state.peek()?.link ?? ""}`;
  };
  return html`<details class="handout">
    <summary><b>Handout link</b><span>this experiment, with only the parts that you choose</span></summary>
    ${AREAS.map(
      ({ title, parts }) => html`<fieldset key=${title}>
        <legend>${title}</legend>
        ${Object.entries({ ...parts, ...more[title] }).map(
          ([name, words]) => html`<label class="check" key=${name}><input type="checkbox" checked=${!hidden.has(name)} onChange=${() => toggle(name)} /><span>${words}</span></label>`,
        )}
      </fieldset>`,
    )}
    <div class="handout-keys">
      <button type="button" class="text" onClick=${async () => say(await copy(address()))}>Copy the link</button>
      <a class="text" href=${address()} target="_blank" rel="noopener">Try it</a>
      <span aria-live="polite">${said}</span>
    </div>
  </details>`;
}
