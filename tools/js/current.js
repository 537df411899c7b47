// npm run current: fails when the committed dist/ is not what the sources give.
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collect_licences, dist, join_modules, web } from "./bundle.js";

/** @param {string} folder @returns {Promise<Map<string, Buffer>>} */
async function contents(folder) {
  const names = await readdir(folder).catch(() => []);
  return new Map(await Promise.all(names.map(async (n) => /** @type {const} */ ([n, await readFile(join(folder, n))]))));
}

const fresh = await mkdtemp(join(tmpdir(), "glassnet-web-"));
try {
  await join_modules(join(fresh, "dist"));
  await collect_licences(join(fresh, "licenses"));
  const stale = [];
  for (const [name, committed] of [["dist", dist], ["licenses", join(web, "licenses")]]) {
    const want = await contents(join(fresh, name)), have = await contents(committed);
    for (const file of new Set([...want.keys(), ...have.keys()]))
      if (!want.get(file)?.equals(have.get(file) ?? Buffer.alloc(0))) stale.push(`${name}/${file}`);
  }
  if (stale.length) {
    console.error(`not current: ${stale.join(", ")}; run "npm run build" in tools/js and commit the result`);
    process.exitCode = 1;
  } else console.log("dist/ and licenses/ are current");
} finally {
  await rm(fresh, { recursive: true, force: true });
}
