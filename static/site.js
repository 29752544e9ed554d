/* Adds to pages that are whole without it: filters, and search. Its names are its own. */
"use strict";
{
const root = document.currentScript.src.replace(/[^/]*$/, "");

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const make = (name, props, ...parts) => {
  const element = document.createElement(name);
  for (const key in props) key in element ? (element[key] = props[key]) : element.setAttribute(key, props[key]);
  element.append(...parts);
  return element;
};

/* Choices stay in the address; a browser may forbid that to pages opened from disk. */
const kept = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
const keep = (params) => {
  try {
    history.replaceState(null, "", "#" + params);
  } catch {}
};

/* Each item of a list says its year, kind and form. */
const filter = (box) => {
  const items = all("main [data-year]");
  const selects = all("select", box);
  const apply = () => {
    const wanted = selects.filter((select) => select.value);
    let shown = 0;
    for (const item of items) {
      item.hidden = wanted.some(({ name, value }) => item.dataset[name] !== value);
      shown += !item.hidden;
    }
    for (const section of all("main .sec")) {
      const own = all("[data-year]", section);
      section.hidden = own[0] && own.every((item) => item.hidden);
    }
    const of = `${items.length} ${box.dataset.filter}`;
    all("[role=status]", box)[0].textContent = shown
      ? `${shown} of ${of}`
      : `None of ${of} is all of this.`;
    return wanted.map(({ name, value }) => [name, value]);
  };
  const change = () => keep(new URLSearchParams(apply()));
  for (const select of selects) {
    const value = kept().get(select.name);
    for (const option of select) option.selected = option.value === value;
  }
  box.onchange = change;
  all("button", box)[0].onclick = () => change(selects.map((select) => (select.value = "")));
  box.hidden = false;
  apply();
};

/* Letter for letter: what is found has the same place in the text. */
const fold = (text) =>
  text.replace(/[^\0-\x7f]/g, (c) =>
    /[‘’]/.test(c) ? "'" : /[‐-―−]/.test(c) ? "-" : /\s/.test(c) ? " " : c.normalize("NFKD").toLowerCase()[0]
  ).toLowerCase();
const begins = (words) =>
  RegExp("(?<![\\p{L}\\p{N}])" + words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ +/g, " +"), "gu");

let index;
const load = () =>
  (index ||= new Promise((resolve, reject) => {
    const onload = () =>
      resolve(irSearch.map(([title, href, date, about, lede, rest]) => {
        const text = (lede + " " + rest).trim();
        about = [date, about].filter(Boolean).join(" · ");
        return { title, href, about, text, folded: [title, about, lede, text].map(fold) };
      }));
    const onerror = () => reject((index = null));
    document.head.append(make("script", { src: root + "search/index.js", onload, onerror }));
  }));

/* Title before kind and date, summary, text; words together before apart; then the newest. */
const find = (entries, query) => {
  const words = fold(query);
  const terms = [...words.matchAll(/"([^"]+)"?|[^\s"]+/g)].map((m) => begins(m[1] ?? m[0]));
  const plain = words.replace(/"/g, "");
  if (terms.length > 1) terms.push(begins(plain));
  const hits = [];
  for (const entry of entries) {
    const at = terms.map((term) => entry.folded.findIndex((text) => text.search(term) >= 0));
    const together = terms.length > 1 ? at.pop() : -1;
    if (!at.length || at.includes(-1)) continue;
    const score = at.reduce((sum, at) => sum + [16, 6, 4, 1][at], [40, 20, 15, 8][together] ?? 0);
    hits.push({ entry, score: score + 20 * entry.folded[0].startsWith(plain) });
  }
  return { hits: hits.sort((a, b) => b.score - a.score), terms: terms.reverse() };
};

const marked = (text, folded, terms) => {
  const spans = terms.flatMap((term) => [...folded.matchAll(term)].map((m) => [m.index, m.index + m[0].length]));
  const parts = [];
  let done = 0;
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (from < done) continue;
    parts.push(text.slice(done, from), make("mark", {}, text.slice(from, to)));
    done = to;
  }
  return [...parts, text.slice(done)];
};

const result = ({ title, href, about, text, folded }, terms) => {
  const at = terms.map((term) => folded[3].search(term)).find((at) => at >= 0) ?? 0;
  const from = at < 80 ? 0 : text.lastIndexOf(" ", at - 60) + 1;
  const to = from + 220 < text.length ? Math.max(text.lastIndexOf(" ", from + 220), at + 20) : text.length;
  const words = marked(text.slice(from, to), folded[3].slice(from, to), terms);
  return make("li", {},
    make("h2", {}, make("a", { href: root + href }, ...marked(title, folded[0], terms))),
    make("p", {}, from ? "… " : "", ...words, to < text.length ? " …" : ""),
    make("p", { className: "xs m" }, about));
};

const MOST = 40;
const mount = (place) => {
  const field = make("input", { type: "search", autocomplete: "off", spellcheck: false });
  const form = make("form", { role: "search" }, make("label", {}, "Search this site", field));
  const status = make("p", { role: "status" });
  const list = make("ol", { className: "list hits", hidden: true });
  const show = async () => {
    const query = field.value.trim();
    if (place.dataset.search) keep(new URLSearchParams(query && { q: query }));
    try {
      const { hits, terms } = find(await load(), query);
      if (query !== field.value.trim()) return;
      list.replaceChildren(...hits.slice(0, MOST).map(({ entry }) => result(entry, terms)));
      list.hidden = !hits.length;
      const count = hits.length;
      status.textContent = !query ? ""
        : count > MOST ? `The best ${MOST} of ${count} results.`
        : count ? `${count} result${count > 1 ? "s" : ""}.`
        : `Nothing here has “${query}”. Try fewer words, or only the beginning of one.`;
    } catch {
      status.textContent = "The search index could not be loaded. Please try again.";
    }
  };
  let timer;
  field.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(show, 150);
  };
  field.onfocus = () => load().catch(() => {});
  form.onsubmit = () => !show();
  place.append(form, status, list);
  return { field, show };
};

/* A key that acts by itself must be one that can be turned off (WCAG 2.1.4). */
const slash = (off) => {
  try {
    return (localStorage.noSlash = off ?? localStorage.noSlash ?? "");
  } catch {}
};

all("[data-filter]").forEach(filter);
const place = all("[data-search]")[0];
let search = place && mount(place), dialog;
if (place) {
  const onchange = ({ target }) => slash(target.checked ? "" : "1");
  const box = make("input", { type: "checkbox", checked: !slash(), onchange });
  place.append(make("p", {}, make("label", {}, box, " The key / begins a search on every page")));
  search.field.value = kept().get("q") ?? "";
  if (search.field.value) search.show();
}
const ask = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey && event.key !== "/") return;
  event.preventDefault();
  if (!search) {
    dialog = make("dialog", { className: "seek", "aria-label": "Search" });
    dialog.onclick = ({ target }) => target === dialog && dialog.close();
    search = mount(dialog);
    dialog.append(make("button", { onclick: () => dialog.close() }, "Close"));
    document.body.append(dialog);
  }
  dialog?.open || dialog?.showModal();
  search.field.select();
  search.field.focus();
};
for (const link of all("[data-find]")) link.onclick = ask;
/* Escape hides what pointing at a chart shows, until the pointer leaves it. */
const { classList } = document.body;
addEventListener("pointerover", ({ target }) => target.closest?.(".ch") || classList.remove("quiet"));
addEventListener("keydown", (event) => {
  if (event.key === "Escape") classList.add("quiet");
  if (event.key === "/" && !slash() && !event.target.closest?.("input, select, textarea")) ask(event);
});
}
