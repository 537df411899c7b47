// A table of one's own: pasted, or from a file; which column is to be learned.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { useStore } from "../store.js";

const MOST = 200_000; // characters, as the server allows

/** The names in the first row of a table: as far as is needed to offer them; the server reads it properly. @param {string} text */
function columnsOf(text) {
  const head = text.replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0] ?? "", bare = head.split('"').filter((_, i) => i % 2 === 0).join("");
  const mark = [",", ";", "\t"].sort((a, b) => bare.split(b).length - bare.split(a).length)[0];
  const cells = head.match(new RegExp(`("(?:[^"]|"")*"|[^${mark}]*)(?:${mark}|$)`, "g")) ?? [];
  return cells.map((c) => c.replace(new RegExp(`${mark}$`), "").trim().replace(/^"|"$/g, "").replaceAll('""', '"')).filter((c) => c !== "");
}

export function OwnTable() {
  const store = useStore(), source = store.value("data.source"), mine = source?.kind === "table";
  const [text, setText] = useState(mine ? source.text : ""), [label, setLabel] = useState(mine ? source.column : "");
  const names = columnsOf(text), column = names.includes(label) ? label : (names.at(-1) ?? "");
  const read = async (/** @type {any} */ e) => {
    const file = /** @type {File|undefined} */ (e.target.files?.[0]);
    if (!file) return;
    if (file.size > MOST) store.report(`${file.name} has ${file.size.toLocaleString("en")} bytes; the page takes tables up to ${MOST.toLocaleString("en")}. For larger ones start with: glassnet play --csv FILE`);
    else setText(await file.text());
    e.target.value = "";
  };
  const use = (/** @type {Event} */ e) => {
    e.preventDefault();
    store.act({ do: "set", path: "data", value: { ...store.value("data"), source: { kind: "table", text, column }, columns: [], features: [], points: [] } });
  };
  return html`<form class="own-table" onSubmit=${use}>
    <label class="file"><span>Open a CSV file…</span><input type="file" accept=".csv,.tsv,.txt,text/csv" onChange=${read} /></label>
    <label>or paste a table
      <textarea rows="5" spellcheck="false" placeholder=${"height,width,kind\n1.2,0.7,cat\n3.1,1.4,dog"} value=${text} onInput=${(/** @type {any} */ e) => setText(e.target.value)}></textarea>
    </label>
    ${names.length > 1 && html`<label>to be learned
      <select value=${column} onChange=${(/** @type {any} */ e) => setLabel(e.target.value)}>${names.map((n) => html`<option value=${n} selected=${n === column}>${n}</option>`)}</select>
    </label>`}
    <div class="own-line">
      <button type="submit" class="text" disabled=${names.length < 2} title="Learn from this table; all other columns are inputs, and the data before can be had back with Undo">Use this table</button>
      <button type="button" class="text" title="Begin with an empty plane: only points put in by hand" onClick=${() => store.act({ do: "set", path: "data", value: { ...store.value("data"), source: { kind: "own", task: "classification" }, columns: [], features: [], points: [[-2, 0, 0], [2, 0, 1]] } })}>Empty plane</button>
    </div>
  </form>`;
}
