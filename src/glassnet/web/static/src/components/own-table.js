// A table of one's own: pasted, or from a file; which column is to be learned.
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { count } from "../format.js";
import { useStore } from "../store.js";

const MOST = 450_000; // characters, as the server allows
const PREVIEW = 8_000; // characters of a table that can be edited here; a longer one is shown by its beginning

const LARGER = `the page takes up to ${count(MOST)}. A larger table is named in an experiment file, as data.source of the kind csv, and opened with: glassnet play --experiment FILE`;

/** What stands between the columns. @param {string} head the first row */
function markOf(head) {
  const bare = head.split('"').filter((_, i) => i % 2 === 0).join("");
  return [",", ";", "\t"].sort((a, b) => bare.split(b).length - bare.split(a).length)[0];
}

/** @param {string} text */
const firstRow = (text) => text.replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0] ?? "";

/** The names in the first row of a table: as far as is needed to offer them; the server reads it properly. @param {string} text */
function columnsOf(text) {
  const head = firstRow(text), mark = markOf(head);
  const cells = head.match(new RegExp(`("(?:[^"]|"")*"|[^${mark}]*)(?:${mark}|$)`, "g")) ?? [];
  return cells.map((c) => c.replace(new RegExp(`${mark}$`), "").trim().replace(/^"|"$/g, "").replaceAll('""', '"')).filter((c) => c !== "");
}

/** A table whose first row holds numbers has no names: it is given some. @param {string} text */
function withNames(text) {
  const names = columnsOf(text);
  if (names.length < 2 || names.some((n) => n === "" || Number.isNaN(Number(n)))) return text;
  return `${names.map((_, i) => `column ${i + 1}`).join(markOf(firstRow(text)))}\n${text.replace(/^\uFEFF/, "")}`;
}

export function OwnTable() {
  const store = useStore(), source = store.value("data.source"), mine = source?.kind === "table";
  const [text, setText] = useState(mine ? source.text : ""), [label, setLabel] = useState(mine ? source.column : "");
  const table = withNames(text), names = columnsOf(table), long = text.length > PREVIEW, column = names.includes(label) ? label : (names.at(-1) ?? "");
  const read = async (/** @type {any} */ e) => {
    const file = /** @type {File|undefined} */ (e.target.files?.[0]);
    if (!file) return;
    if (file.size > MOST) store.report(`${file.name} has ${count(file.size)} bytes; ${LARGER}`);
    else setText(await file.text());
    e.target.value = ""; // the same file can be chosen again
  };
  /** A long table goes past the text box, which would be busy for many seconds laying it out. */
  const paste = (/** @type {ClipboardEvent} */ e) => {
    const pasted = e.clipboardData?.getData("text/plain") ?? "";
    if (pasted.length <= PREVIEW) return;
    e.preventDefault();
    if (pasted.length > MOST) store.report(`The table has ${count(pasted.length)} characters; ${LARGER}`);
    else setText(pasted);
  };
  const use = (/** @type {Event} */ e) => {
    e.preventDefault();
    store.act({ do: "set", path: "data", value: { ...store.value("data"), source: { kind: "table", text: table, column }, columns: [], features: [], points: [] } });
  };
  return html`<form class="own-table" onSubmit=${use}>
    <label class="file"><span>Open a CSV file…</span><input type="file" accept=".csv,.tsv,.txt,text/csv" onChange=${read} /></label>
    ${long
      ? html`<label>the beginning of ${count(text.trimEnd().split("\n").length - 1)} rows
            <textarea rows="5" spellcheck=${false} readonly wrap="off" value=${text.split("\n", 6).join("\n").slice(0, 600)}></textarea>
          </label>
          <button type="button" class="text" onClick=${() => setText("")}>Another table</button>`
      : html`<label>or paste a table
          <textarea rows="5" spellcheck=${false} wrap="off" placeholder=${"height,width,kind\n1.2,0.7,cat\n3.1,1.4,dog"} value=${text} onPaste=${paste} onInput=${(/** @type {any} */ e) => setText(e.target.value)}></textarea>
        </label>`}
    ${table !== text && html`<p class="about">The first row holds numbers, so the columns are called column 1, column 2 and so on.</p>`}
    ${names.length > 1 && html`<label>to be learned
      <select value=${column} onChange=${(/** @type {any} */ e) => setLabel(e.target.value)}>${names.map((n) => html`<option value=${n} selected=${n === column}>${n}</option>`)}</select>
    </label>`}
    <div class="own-line">
      <button type="submit" class="text" disabled=${names.length < 2} title="Learn from this table; all other columns are inputs, and the data before can be had back with Undo">Use this table</button>
      <button type="button" class="text" title="Begin with an empty plane: only points put in by hand" onClick=${() => store.act({ do: "set", path: "data", value: { ...store.value("data"), source: { kind: "own", task: "classification" }, columns: [], features: [], points: [[-2, 0, 0], [2, 0, 1]] } })}>Empty plane</button>
    </div>
  </form>`;
}
