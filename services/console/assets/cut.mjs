// Cuts a design system's stylesheet to what our pages use: 650 KB become some 70.
import postcss from "postcss";
import { PurgeCSS } from "purgecss";

const words = (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [];

/** Only the rules whose classes stand in one of the texts. A name that ends in `--` (`utrecht-alert--{{ kind }}`) keeps every variant of it. */
export async function cutToUse(css, texts) {
  const stems = new Set(texts.flatMap(words).filter((word) => /^[a-z][a-z-]+--$/.test(word)));
  const [cut] = await new PurgeCSS().purge({
    content: texts.map((raw) => ({ raw, extension: "html" })),
    css: [{ raw: css }],
    defaultExtractor: words,
    safelist: { standard: [...stems].map((stem) => new RegExp(`^${stem}`)) },
    keyframes: true,
    fontFace: true,
  });
  return cut.css;
}

/** Without the custom properties that no kept rule, and no kept property, asks for. By parsing: a regular expression eats `.x--invalid:hover`. */
export function shakeTokens(css, ours) {
  const names = (text) => text.match(/--[\w-]+/g) ?? [];
  const tree = postcss.parse(css), used = new Set(names(ours)), asks = new Map();
  tree.walkDecls((d) => {
    if (d.prop.startsWith("--")) asks.set(d.prop, [...(asks.get(d.prop) ?? []), ...names(d.value)]);
    else names(d.value).forEach((name) => used.add(name));
  });
  for (const todo = [...used]; todo.length; ) for (const name of asks.get(todo.pop()) ?? []) if (!used.has(name)) { used.add(name); todo.push(name); }
  tree.walkDecls(/^--/, (d) => { if (!used.has(d.prop)) d.remove(); });
  return tree.toString();
}
