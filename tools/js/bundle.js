// What joins the page's modules: one place, so that `build` and `current` cannot differ.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, "..", "..");
export const web = join(root, "src", "glassnet", "web", "static");
export const dist = join(web, "dist");
const modules = join(here, "node_modules");
const FONT = "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";

/** The packages whose code or font travels with the page; their licences go beside it. */
const SHIPPED = {
  preact: "preact",
  htm: "htm",
  signals: "@preact/signals",
  "signals-core": "@preact/signals-core",
  uplot: "uplot",
  "codemirror-autocomplete": "@codemirror/autocomplete",
  "codemirror-commands": "@codemirror/commands",
  "codemirror-lang-python": "@codemirror/lang-python",
  "codemirror-language": "@codemirror/language",
  "codemirror-state": "@codemirror/state",
  "codemirror-streamparser": "@codemirror/streamparser",
  "codemirror-view": "@codemirror/view",
  "lezer-common": "@lezer/common",
  "lezer-highlight": "@lezer/highlight",
  "lezer-lr": "@lezer/lr",
  "lezer-python": "@lezer/python",
  "find-cluster-break": "@marijn/find-cluster-break",
  "style-mod": "style-mod",
  "w3c-keyname": "w3c-keyname",
  crelt: "crelt",
  inter: "@fontsource-variable/inter",
};

const NOTICE = `/*! Glassnet, Apache-2.0. Contains preact (MIT), @preact/signals (MIT), htm (Apache-2.0) and uPlot (MIT);
 * their licences are in licenses/. Made by tools/js from static/src: change it there. */`;

const EDITOR_NOTICE = `/*! Glassnet, Apache-2.0. Contains CodeMirror 6 and Lezer (MIT);
 * their licences are in licenses/. Made by tools/js from static/src: change it there. */`;

/**
 * The style sheets of the widgets as a text. A widget is as wide as its cell, so what the sheets say about the
 * window's width is said about the place that the widget has.
 * @type {import("esbuild").Plugin}
 */
const widget_styles = {
  name: "widget styles",
  setup(builder) {
    builder.onResolve({ filter: /^glassnet:styles$/ }, () => ({ path: "styles", namespace: "glassnet" }));
    builder.onLoad({ filter: /.*/, namespace: "glassnet" }, async () => {
      const { outputFiles } = await build({
        entryPoints: [join(web, "src", "widget.css")],
        bundle: true,
        minify: true,
        write: false,
        charset: "utf8",
        nodePaths: [modules],
        absWorkingDir: root,
        logLevel: "warning",
      });
      const contents = outputFiles[0].text.replace(/@media(?=\s*\((?:min-|max-)?width)/g, "@container");
      return { contents, loader: "text" };
    });
  },
};

/**
 * Join the sources into `into`: the page, the course, its editor, the notebook widget, the report, the styles, the font.
 * Line breaks and names stay, so that a reader of the shipped file can follow it and a change gives a small diff.
 * @param {string} into
 */
export async function join_modules(into) {
  await mkdir(into, { recursive: true });
  await build({
    entryPoints: [join(web, "src", "page.js")],
    outdir: into,
    bundle: true,
    format: "esm",
    banner: { js: NOTICE },
    target: "es2022",
    charset: "utf8",
    legalComments: "inline",
    minifySyntax: true,
    nodePaths: [modules],
    absWorkingDir: root,
    logLevel: "warning",
  });
  // The course is loaded when it is opened: its text, and apart from it the editor, which is CodeMirror and large.
  for (const [name, minify] of /** @type {const} */ ([["course", false], ["editor", true]]))
    await build({
      entryPoints: [join(web, "src", "course", `${name}.js`)],
      outfile: join(into, `${name}.js`),
      bundle: true,
      format: "esm",
      banner: { js: name === "editor" ? EDITOR_NOTICE : NOTICE },
      target: "es2022",
      charset: "utf8",
      legalComments: "inline",
      minify,
      minifySyntax: true,
      nodePaths: [modules],
      absWorkingDir: root,
      logLevel: "warning",
    });
  // A notebook gets one file, sent anew with each widget: small, with its styles inside.
  await build({
    entryPoints: [join(web, "src", "widget.js")],
    outfile: join(into, "widget.js"),
    bundle: true,
    format: "esm",
    banner: { js: NOTICE },
    target: "es2022",
    charset: "utf8",
    legalComments: "inline",
    minify: true,
    plugins: [widget_styles],
    nodePaths: [modules],
    absWorkingDir: root,
    logLevel: "warning",
  });
  // The script of a report stands in the report itself: it is no module, and has only what it needs.
  await build({
    entryPoints: [join(web, "src", "report.js")],
    outfile: join(into, "report.js"),
    bundle: true,
    format: "iife",
    banner: { js: NOTICE },
    target: "es2022",
    charset: "utf8",
    legalComments: "inline",
    minify: true,
    nodePaths: [modules],
    absWorkingDir: root,
    logLevel: "warning",
  });
  await build({
    entryPoints: [join(web, "src", "playground.css"), join(web, "src", "report.css"), join(web, "src", "course.css")],
    outdir: into,
    bundle: true,
    charset: "utf8",
    legalComments: "inline",
    nodePaths: [modules],
    absWorkingDir: root,
    logLevel: "warning",
  });
  await copyFile(join(modules, FONT), join(into, "inter-latin.woff2"));
}

/** The licence texts of all that is shipped. @param {string} into */
export async function collect_licences(into) {
  await mkdir(into, { recursive: true });
  for (const [name, folder] of Object.entries(SHIPPED)) {
    const { version } = JSON.parse(await readFile(join(modules, folder, "package.json"), "utf8"));
    const text = await readFile(join(modules, folder, "LICENSE"), "utf8");
    await writeFile(join(into, `${name}.txt`), `${folder} ${version}\n\n${text.trimEnd()}\n`);
  }
}
