// Copies what the site needs from node_modules to assets/vendor, where Go
// embeds it. Nothing is downloaded here: `npm ci --ignore-scripts` did that.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const vendor = join(here, "assets", "vendor");
const font = "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic";

const copies = [
  ["echarts/dist/echarts.min.js", "echarts.min.js"],
  ["echarts/i18n/langAR.js", "echarts-ar.js"],
  ["echarts/LICENSE", "echarts.LICENSE.txt"],
  ["@fontsource/ibm-plex-sans-arabic/LICENSE", "plex.LICENSE.txt"],
  ...["arabic", "latin"].flatMap((subset) =>
    [400, 600].map((weight) => [`${font}-${subset}-${weight}-normal.woff2`, `plex-${subset}-${weight}.woff2`])),
];

mkdirSync(vendor, { recursive: true });
for (const [from, to] of copies) {
  const source = join(modules, from);
  if (!existsSync(source)) {
    console.error(`${from} is missing: run "npm ci --ignore-scripts" in dashboards/ first`);
    process.exit(1);
  }
  // An unchanged file keeps its time, so that Go's build cache holds.
  const target = join(vendor, to);
  if (existsSync(target) && readFileSync(source).equals(readFileSync(target))) continue;
  copyFileSync(source, target);
}
writeFileSync(join(vendor, ".gitkeep"), "");
