// The run as code to take away: NumPy from scratch, PyTorch, scikit-learn, a notebook, or a report.
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useStore } from "../../store.js";
import { highlighted } from "../highlight.js";
import { Icon } from "../icons.js";

const TARGETS = [
  { name: "numpy", words: "NumPy", explain: "From scratch: forward, backward and optimizer written out." },
  { name: "torch", words: "PyTorch", explain: "A module, its loss and optimizer, and the loop round them." },
  { name: "sklearn", words: "scikit-learn", explain: "The same network as an estimator." },
  { name: "notebook", words: "Notebook", explain: "All of them in cells, with explanations and pictures." },
  { name: "html", words: "Report", explain: "One file with the recorded run, to scrub through and to hand in." },
];
const SEEN = 2500; // milliseconds that changed lines stand out

/** @typedef {{to: string, name: string, text: string, file: string, missing: {where: string, got: string, allowed: string}[]}} Code */

/** The lines that were not there before. @param {string} before @param {string} after */
function changes(before, after) {
  const known = new Set(before.split("\n")), found = new Set(/** @type {number[]} */ ([]));
  if (before) after.split("\n").forEach((line, i) => known.has(line) || found.add(i));
  return found;
}

/** A text as one word of a command line. @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

export function Code() {
  const store = useStore(), state = store.state.value, [to, setTo] = useState("numpy"), [code, setCode] = useState(/** @type {Code|null} */ (null));
  const [changed, setChanged] = useState(new Set(/** @type {number[]} */ ([]))), [done, setDone] = useState("");
  const wanted = useRef(to), box = useRef(/** @type {HTMLElement|null} */ (null));
  wanted.current = to;

  useEffect(() => {
    let revision = -1, answered = "", timer = 0, shown = /** @type {Code|null} */ (null);
    const ask = () => {
      const to = wanted.current, now = store.state.peek()?.revision;
      return to === "html" || (now === revision && to === answered) ? null : { to };
    };
    const end = store.frames.need("code", ask, (view) => {
      const next = /** @type {Code} */ (view.json);
      if (next.to !== wanted.current) return;
      revision = store.state.peek()?.revision ?? -1;
      answered = next.to;
      if (shown?.to === next.to && shown.text !== next.text) {
        setChanged(changes(shown.text, next.text));
        clearTimeout(timer);
        timer = setTimeout(() => setChanged(new Set()), SEEN);
      } else if (shown?.to !== next.to) setChanged(new Set());
      shown = next;
      setCode(next);
    });
    return () => {
      end();
      clearTimeout(timer);
    };
  }, [store]);
  useEffect(() => store.frames.refresh(), [to]);
  useEffect(() => {
    const mark = box.current?.querySelector("mark"), pre = box.current;
    if (!mark || !pre) return;
    const top = mark.offsetTop - pre.offsetTop;
    if (top < pre.scrollTop || top > pre.scrollTop + pre.clientHeight - 40) pre.scrollTop = top - pre.clientHeight / 3;
  }, [changed]);

  const chosen = TARGETS.find((t) => t.name === to) ?? TARGETS[0], ready = code?.to === to ? code : null;
  const command = `glassnet export --to html --link ${quoted(state?.link ?? "")} -o report.html`;
  const text = to === "html" ? command : (ready?.text ?? ""), missing = to === "html" ? [] : (ready?.missing ?? []);
  const say = (/** @type {string} */ words) => {
    setDone(words);
    setTimeout(() => setDone(""), 2500);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      say("Copied");
    } catch {
      say("Select the text and copy it");
    }
  };
  const download = () => {
    if (!ready) return;
    const url = URL.createObjectURL(new Blob([ready.file], { type: to === "notebook" ? "application/x-ipynb+json" : "text/x-python" }));
    const link = Object.assign(document.createElement("a"), { href: url, download: ready.name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };
  /** What a setting is called. @param {string} where */
  const label = (where) => store.field(where)?.label ?? where.replace(/^network\.layers\.(\d+)\./, (_, n) => `layer ${Number(n) + 1}, `).replace(/^.*\./, "");

  return html`<div class="code">
    <div class="panel-line">
      <div class="segments" role="group" aria-label="Code for">
        ${TARGETS.map(({ name, words }) => html`<button key=${name} type="button" aria-pressed=${name === to} onClick=${() => setTo(name)}>${words}</button>`)}
      </div>
      <div class="code-actions">
        <button type="button" class="text" disabled=${!text} onClick=${copy}><${Icon} name="copy" /><span aria-live="polite">${done || "Copy"}</span></button>
        ${to !== "html" && html`<button type="button" class="text" disabled=${!ready?.file} onClick=${download}><${Icon} name="download" />Download</button>`}
      </div>
    </div>
    <p class="quiet">${chosen.explain}${to === "html" ? " This command trains it anew and writes the file:" : " It needs no Glassnet, and prints the losses of the run with these settings from its start."}</p>
    <p class="hidden-text" aria-live="polite">${changed.size ? `${changed.size} lines of the code have changed` : ""}</p>
    ${missing.length > 0
      ? html`<div class="missing"><p>scikit-learn's networks cannot express this experiment:</p>
          <ul>${missing.map(({ where, got, allowed }) => html`<li key=${where}><b>${label(where)} ${got}</b>: allowed is ${allowed}</li>`)}</ul></div>`
      : html`<pre tabindex="0" role="region" aria-label=${`Code: ${chosen.words}`} aria-busy=${!text} ref=${box}><code>${to === "html" ? text : highlighted(text, changed)}</code></pre>`}
  </div>`;
}
