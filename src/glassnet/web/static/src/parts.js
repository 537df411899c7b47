// The parts of the page that a link can hide, for a handout or a lesson: ?hide=speed,drawer,training.l1
// Each part bears its name as `data-part`; fields of the experiment go by their own paths.

/** Areas and their words, from top to bottom. */
export const AREAS = [
  { title: "Bar", parts: { mode: "Watch or Instant", play: "Play", step: "One batch, one epoch", restart: "Reset, new weights", speed: "Speed", undo: "Undo and redo", share: "Share", course: "Course", theme: "Dark or light" } },
  { title: "Data", parts: { data: "The whole card", "data.source": "Data sets", "data.noise": "Noise", "data.n": "Number of points", "data.split": "Split", known: "Known to work", features: "Features or columns" } },
  { title: "Network", parts: { "network.layers": "Layers and neurons", settings: "All training settings" } },
  { title: "What it has learned", parts: { tools: "Adding and erasing points", shown: "What the plane shows", numbers: "Accuracy and losses", curves: "Curves", time: "Step, epoch, rate" } },
  { title: "Explanations", parts: { drawer: "The whole drawer" } },
];

const TAB = "tab.";

/** The part that is a tab of the drawer. @param {string} name */
export const tabPart = (name) => `${TAB}${name}`;

/**
 * The names in a list that are parts of the page, and those that are not.
 * @param {string} list names with commas between
 * @param {import("./types.js").Field[]} schema
 * @param {string[]} tabs
 */
export function readHidden(list, schema, tabs) {
  const names = [...new Set(list.split(",").map((name) => name.trim()).filter(Boolean))];
  const known = new Set([...AREAS.flatMap(({ parts }) => Object.keys(parts)), ...schema.map((f) => f.path), ...tabs.map(tabPart)]);
  return { hidden: new Set(names.filter((n) => known.has(n))), unknown: names.filter((n) => !known.has(n)) };
}

/**
 * Hide parts of a document by a style sheet of its own.
 * @param {ReadonlySet<string>} hidden
 * @returns {() => void} shows them again
 */
export function hide(hidden) {
  const sheet = new CSSStyleSheet();
  for (const name of hidden) sheet.insertRule(`[data-part="${CSS.escape(name)}"] { display: none !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
