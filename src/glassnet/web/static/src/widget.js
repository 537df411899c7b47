// The playground and the Microscope as notebook widgets (anywidget): the page's cards, with their styles in one file.
import { html, render as mount } from "htm/preact";
import { Widget } from "./components/widget.js";
import { settle } from "./live.js";
import { NotebookModel } from "./notebook-model.js";
import { createStore } from "./store.js";
// @ts-ignore: the text of the style sheets, put in by tools/js
import styles from "glassnet:styles";

const REMEMBER = 150; // milliseconds after which a change is told to the notebook; sliders change faster

/** Whether the notebook round the widget is dark: each says so in its own way. @returns {"light"|"dark"} */
function theme() {
  const { body, documentElement } = document, jupyter = body.dataset.jpThemeLight;
  if (jupyter) return jupyter === "false" ? "dark" : "light";
  const words = [body, documentElement].flatMap((e) => [e.dataset.vscodeThemeKind, e.dataset.theme, e.getAttribute("theme"), ...e.classList]);
  if (words.some((word) => word && /(^|-)dark($|-)/.test(word))) return "dark";
  if (words.some((word) => word && /(^|-)light($|-)/.test(word))) return "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Follow the notebook's theme. @param {(now: "light"|"dark") => void} put @returns {() => void} ends it */
function followTheme(put) {
  const look = () => put(theme()), observer = new MutationObserver(look), system = matchMedia("(prefers-color-scheme: dark)");
  const attributeFilter = ["class", "theme", "data-theme", "data-jp-theme-light", "data-vscode-theme-kind"];
  for (const element of [document.body, document.documentElement]) observer.observe(element, { attributes: true, attributeFilter });
  system.addEventListener("change", look);
  look();
  return () => {
    observer.disconnect();
    system.removeEventListener("change", look);
  };
}

/** Tell the notebook of changes, so that marimo runs the cells again that use the widget. @param {import("./store.js").Store} store @param {import("./notebook-model.js").AnyModel} model */
function tell(store, model) {
  let timer = 0;
  const end = store.state.subscribe((state) => {
    if (!state) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (model.get("revision") >= state.revision) return;
      model.set("revision", state.revision);
      model.save_changes();
    }, REMEMBER);
  });
  return () => {
    clearTimeout(timer);
    end();
  };
}

/** A widget that is scrolled out of sight asks for no pictures. @param {import("./store.js").Store} store @param {HTMLElement} host */
function restUnseen(store, host) {
  let seen = true;
  const put = () => {
    if (!store.ready.peek()) return;
    if (seen) store.frames.start();
    else store.frames.stop();
  };
  const watch = new IntersectionObserver((entries) => {
    const now = entries.at(-1)?.isIntersecting ?? true;
    if (now === seen) return;
    seen = now;
    put();
  });
  watch.observe(host);
  const end = store.ready.subscribe(() => seen || put());
  return () => {
    watch.disconnect();
    end();
  };
}

/**
 * The notebook's style sheets stay outside a shadow root, and ours inside.
 * @param {{model: import("./notebook-model.js").AnyModel, el: HTMLElement}} context
 * @returns {() => void} takes everything away again
 */
function render({ model, el }) {
  const line = new NotebookModel(model), store = createStore(line), host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" }), sheet = document.createElement("style"), place = document.createElement("div");
  sheet.textContent = styles;
  place.className = "glassnet-place";
  root.append(sheet, place);
  host.dataset.lmSuppressShortcuts = "true"; // JupyterLab's keys are not for what happens in here
  Object.assign(host, { glassnet: store.counters });
  el.append(host);

  const { kind, ...settings } = model.get("options");
  settle(store, settings);
  const ends = [followTheme((now) => (store.view.theme.value = now)), tell(store, model), restUnseen(store, host)];
  mount(html`<${Widget} store=${store} kind=${kind} />`, place);
  store.open();
  return () => {
    for (const end of ends) end();
    store.close();
    mount(/** @type {any} */ (null), place);
    line.close();
    host.remove();
  };
}

export default { render };
