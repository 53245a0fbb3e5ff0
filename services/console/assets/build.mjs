// Makes everything a page loads out of the npm packages: one stylesheet, one icon sprite, the fonts, the scripts, and the
// manifest that says under which hashed name each of them lies (so that a browser may keep a file for ever).
// Usage: node build.mjs [OUT]     (OUT defaults to ../static; it is generated, never committed)
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { browserslistToTargets, transform } from "lightningcss";
import { sprite } from "./icons.mjs";
import { cutToUse, shakeTokens } from "./cut.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, "../static"));
const fresh = `${out}.new-${process.pid}`; // built beside, each run by itself, and moved in file by file: a server never sees half a folder
const modules = join(here, "node_modules");
const read = (path) => readFileSync(join(modules, path), "utf8").replace(/\/\*# sourceMappingURL.*?\*\//g, "");

if (!existsSync(modules)) throw new Error("The npm packages are missing: run `make assets`, or `npm ci --ignore-scripts` in this folder.");
process.on("exit", () => rmSync(fresh, { recursive: true, force: true }));
mkdirSync(join(fresh, "fonts"), { recursive: true });

const manifest = {}, sizes = [];
const put = (name, content) => {
  const bytes = Buffer.from(content), ext = extname(name);
  const hashed = `${name.slice(0, -ext.length)}.${createHash("sha256").update(bytes).digest("hex").slice(0, 10)}${ext}`;
  writeFileSync(join(fresh, hashed), bytes);
  manifest[name] = hashed;
  sizes.push([name, bytes.length, gzipSync(bytes, { level: 9 }).length]);
  return hashed;
};

// 1. What the pages say: every template, and the Python beside it (class names and icons may be chosen there).
const sources = readdirSync(join(here, ".."), { recursive: true, withFileTypes: true })
  .filter((f) => f.isFile() && /\.(html|jinja|svg|txt|py)$/.test(f.name))
  .map((f) => join(f.parentPath, f.name))
  .filter((path) => !/^(assets|static)\b/.test(relative(join(here, ".."), path)))
  .map((path) => ({ path: relative(join(here, ".."), path), text: readFileSync(path, "utf8") }));
const ours = ["themes.css", "app.css"].map((f) => readFileSync(join(here, f), "utf8")).join("\n");

// 2. The NL Design System, cut to the classes and tokens that they and app.css name, in a layer of its own:
//    app.css then wins without a specificity contest.
const design = [
  read("@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"),
  read("@utrecht/component-library-css/dist/index.css"),
  ...["button", "heading", "link", "paragraph", "skip-link", "data-badge", "number-badge"]
    .map((c) => read(`@nl-design-system-candidate/${c}-css/dist/${c}.css`)),
].join("\n");
const live = readFileSync(join(here, "live.js"), "utf8");
const used = shakeTokens(await cutToUse(design, [...sources.map((s) => s.text), ours, live]), ours);

// 3. Fonts: Latin and Latin-extended only.
const LATIN = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";
const EXTENDED = "U+0100-0130,U+0132-0151,U+0154-02BA,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+2C60-2C7F,U+A720-A7FF";
const face = (family, id, subset, range) => {
  const font = put(`fonts/source-${id}-${subset}.woff2`, readFileSync(join(modules, `@fontsource-variable/source-${id}/files/source-${id}-${subset}-wght-normal.woff2`)));
  return `@font-face{font-family:"${family}";font-style:normal;font-weight:200 900;font-display:swap;src:url(${font}) format("woff2");unicode-range:${range}}`;
};
const fonts = [["Source Sans 3", "sans-3"], ["Source Serif 4", "serif-4"]]
  .flatMap(([family, id]) => [face(family, id, "latin", LATIN), face(family, id, "latin-ext", EXTENDED)]);

put("mantelbrug.css", transform({
  filename: "mantelbrug.css",
  minify: true,
  code: Buffer.from([...fonts, "@layer nlds, app;", `@layer nlds {${used}}`, ours].join("\n")),
  targets: browserslistToTargets(["chrome 111", "firefox 115", "safari 16.4"]),
}).code);

// 4. Icons, scripts, and the licences of what is carried along.
put("icons.svg", sprite(join(modules, "@tabler/icons/icons/outline"), sources));
put("htmx.min.js", read("htmx.org/dist/htmx.min.js"));
put("idiomorph-ext.min.js", read("idiomorph/dist/idiomorph-ext.min.js"));
for (const name of ["live.js", "favicon.svg"]) put(name, readFileSync(join(here, name)));

const notices = new Map();
for (const name of Object.keys(JSON.parse(readFileSync(join(here, "package.json"), "utf8")).dependencies).sort()) {
  const about = JSON.parse(read(`${name}/package.json`));
  const file = readdirSync(join(modules, name)).find((f) => /^licen[cs]e/i.test(f));
  if (!file) throw new Error(`${name} ships no licence text: a page may not carry it.`);
  const text = read(`${name}/${file}`).trim();
  notices.set(text, [...(notices.get(text) ?? []), `${name} ${about.version} (${about.license})`]);
}
writeFileSync(join(fresh, "LICENSES.txt"), [...notices].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`).join(`\n${"-".repeat(100)}\n\n`));
writeFileSync(join(fresh, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

// Names hold hashes, so files of two runs never disagree; the manifest goes last, and what no manifest names goes after it.
// Whatever happens on the way, a manifest always names files that are there.
const made = readdirSync(fresh, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => relative(fresh, join(f.parentPath, f.name)));
const last = "manifest.json";
for (const name of [...made.filter((name) => name !== last), last]) {
  mkdirSync(dirname(join(out, name)), { recursive: true });
  renameSync(join(fresh, name), join(out, name));
}
const HOURS = 1;
for (const f of readdirSync(out, { recursive: true, withFileTypes: true })) {
  const path = join(f.parentPath, f.name);
  if (f.isFile() && !made.includes(relative(out, path)) && statSync(path).mtimeMs < Date.now() - HOURS * 3600000) rmSync(path, { force: true });
}
console.log("asset".padEnd(42), "raw".padStart(8), "gzip".padStart(8));
for (const [name, raw, gzip] of sizes) console.log(name.padEnd(42), String(raw).padStart(8), String(gzip).padStart(8));
