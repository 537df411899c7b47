// Which functions of x and y the network is given as inputs.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { pretty } from "../format.js";
import { useStore } from "../store.js";
import { ColumnsCard } from "./columns.js";
import { Icon } from "./icons.js";

const PATH = "data.features";

/** Two spellings of one formula count as one. @param {string} f */
const plain = (f) => f.replaceAll(" ", "").replaceAll("**", "^").toLowerCase();

function Formula(/** @type {{add: (formula: string) => void}} */ { add }) {
  const [open, setOpen] = useState(false), [text, setText] = useState("");
  const submit = (/** @type {Event} */ e) => {
    e.preventDefault();
    if (text.trim()) add(text.trim());
    setText("");
    setOpen(false);
  };
  if (!open)
    return html`<button type="button" class="chip" title="Type a formula of x and y, such as sin(x)*y" aria-label="Add a formula" onClick=${() => setOpen(true)}>ƒ…</button>`;
  return html`<form class="formula" onSubmit=${submit}>
    <input ref=${(/** @type {HTMLInputElement|null} */ box) => box?.focus()} type="text" aria-label="Formula of x and y" placeholder="sin(x)*y" value=${text}
      onInput=${(/** @type {any} */ e) => setText(e.target.value)} onKeyDown=${(/** @type {KeyboardEvent} */ e) => e.key === "Escape" && setOpen(false)} />
    <button type="submit" class="chip" aria-label="Add this formula"><${Icon} name="plus" /></button>
  </form>`;
}

export function FeaturesCard() {
  const store = useStore(), field = store.field(PATH), value = store.value(PATH), state = store.state.value;
  if (!field || !Array.isArray(value)) return null;
  if ((state?.columns.length ?? 0) > 2) return html`<${ColumnsCard} />`;
  const one = state?.dims === 1, raw = one ? ["x"] : ["x", "y"];
  const now = /** @type {string[]} */ (value.length ? value : raw); // none named means the coordinates themselves
  const known = store.hello.value?.features ?? raw;
  const offered = [...known.filter((f) => !(one && f.includes("y"))), ...now.filter((f) => !known.some((u) => plain(u) === plain(f)))];
  const on = (/** @type {string} */ f) => now.some((g) => plain(g) === plain(f));
  const toggle = (/** @type {string} */ f) => {
    const next = on(f) ? now.filter((g) => plain(g) !== plain(f)) : [...now, f];
    // The usual ones keep their order, whatever the order of clicks.
    const rank = (/** @type {string} */ g) => known.findIndex((u) => plain(u) === plain(g)) + 1 || known.length + 1;
    next.sort((a, b) => rank(a) - rank(b));
    store.set(PATH, next.join() === raw.join() ? [] : next);
  };
  const named = (state?.inputs ?? []).flatMap((name, i) => (name === raw[i] || !raw[i] ? [] : [`${raw[i]} is ${name}`])); // of a table
  return html`<section class="card" data-part="features" aria-labelledby="glassnet-features">
    <h2 id="glassnet-features" title=${field.explain}>Features</h2>
    <div class="chips" role="group" aria-labelledby="glassnet-features">
      ${offered.map((f) => {
        const last = on(f) && now.length === 1;
        return html`<button key=${f} type="button" class="chip" aria-pressed=${on(f)} aria-disabled=${last}
          title=${last ? "The network needs one input at least" : `${pretty(f)} as an input of the network`} onClick=${() => last || toggle(f)}>${pretty(f)}</button>`;
      })}
      <${Formula} add=${(/** @type {string} */ f) => on(f) || toggle(f)} />
    </div>
    ${named.length > 0 && html`<p class="about names-of">${named.join(", ")}</p>`}
  </section>`;
}
