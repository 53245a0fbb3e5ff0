// The icon sprite. An icon that isn't in it shows nothing and says nothing, so a page that asks for one that does not exist stops the build.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

// Always there, for names that are chosen at run time. A name that a template quotes is added by itself.
const ALWAYS = `alert-octagon alert-triangle arrow-back-up arrow-left arrow-right arrows-sort bell building-community calendar calendar-event calendar-plus
  chart-bar check chevron-down chevron-left chevron-right circle-check clock copy door-exit download edit external-link eye file-text filter hand-stop
  heart-handshake help-circle history home hourglass inbox info-circle key language link list-check lock logout mail map-pin menu-2 message note paperclip
  phone phone-call player-pause plus printer refresh search send settings shield-check shield-lock stethoscope trash user user-check user-plus users x`.split(/\s+/);

// icon("x"), icon_name="x", "icon": "x", icons.svg#x: surely an icon.
const ASKED = /(?:\bicon(?:_name)?["']?\s*[(:=]\s*|icons\.svg#)["']?([a-z0-9]+(?:-[a-z0-9]+)*)["']?/g;
const QUOTED = /["']([a-z0-9]+(?:-[a-z0-9]+)*)["']/g;

export function sprite(folder, sources) {
  const exists = (name) => existsSync(join(folder, `${name}.svg`));
  const names = new Set(ALWAYS), wrong = ALWAYS.filter((name) => !exists(name));
  for (const { path, text } of sources) {
    for (const [whole, name] of text.matchAll(ASKED)) {
      if (!/["'#]/.test(whole)) continue; // icon(name): a variable; what it holds is quoted somewhere
      if (exists(name)) names.add(name);
      else wrong.push(`${name} (${path})`);
    }
    // badge("Te laat", "late", "alarm"): any quoted name that is an icon comes along, at some 250 bytes each.
    if (path.startsWith("templates")) for (const [, name] of text.matchAll(QUOTED)) if (exists(name)) names.add(name);
  }
  if (wrong.length) throw new Error(`No such icon among Tabler's outline icons: ${wrong.join(", ")}.`);
  const symbols = [...names].sort().map((name) => {
    const svg = readFileSync(join(folder, `${name}.svg`), "utf8");
    const body = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
    return `<symbol id="${name}" viewBox="0 0 24 24">${body.replace(/<path stroke="none"[^>]*>/, "").replace(/\s+/g, " ").trim()}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}
