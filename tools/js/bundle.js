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
  inter: "@fontsource-variable/inter",
};

const NOTICE = `/*! Glassnet, Apache-2.0. Contains preact (MIT), @preact/signals (MIT), htm (Apache-2.0) and uPlot (MIT);
 * their licences are in licenses/. Made by tools/js from static/src: change it there. */`;

/**
 * Join the sources into `into`: playground.js (the component), page.js (the page), playground.css, the font.
 * Line breaks and names stay, so that a reader of the shipped file can follow it and a change gives a small diff.
 * @param {string} into
 */
export async function join_modules(into) {
  await mkdir(into, { recursive: true });
  await build({
    entryPoints: [join(web, "src", "playground.js"), join(web, "src", "page.js")],
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
  await build({
    entryPoints: [join(web, "src", "playground.css")],
    outfile: join(into, "playground.css"),
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
