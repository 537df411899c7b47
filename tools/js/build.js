// npm run build: the sources in src/glassnet/web/static/src become the committed files in dist/ and licenses/.
import { rm, stat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { collect_licences, dist, join_modules, web } from "./bundle.js";

await rm(dist, { recursive: true, force: true });
await join_modules(dist);
await collect_licences(join(web, "licenses"));
for (const name of (await readdir(dist)).sort())
  console.log(`${String((await stat(join(dist, name))).size).padStart(8)}  dist/${name}`);
