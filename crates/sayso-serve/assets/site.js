// Only comfort: every page reads without it. No markup is written, so the policy of the page holds.
"use strict";
(() => {
  const all = (query, at = document) => Array.from(at.querySelectorAll(query));
  const of = (element) => (element?.dataset.of || element?.dataset.record || "").split(" ").filter(Boolean);

  // Words and records light each other.
  const light = (names) => {
    all(".lit").forEach((e) => e.classList.remove("lit"));
    if (!names.length) return;
    all("[data-record]").filter((e) => names.includes(e.dataset.record)).forEach((e) => e.classList.add("lit"));
    all("[data-of]").filter((e) => of(e).some((n) => names.includes(n))).forEach((e) => e.classList.add("lit"));
  };
  const marked = (event) => event.target.closest?.("[data-of], [data-record]");
  document.addEventListener("pointerover", (event) => light(of(marked(event))));
  document.addEventListener("focusin", (event) => light(of(marked(event))));

  // An explanation that is linked to is open.
  const open = () => {
    const at = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (at && at.tagName === "DETAILS") at.open = true;
  };
  addEventListener("hashchange", open);
  open();

  // A file may be dropped on the form.
  const form = document.querySelector("form.paste");
  if (form) {
    const file = form.querySelector("input[type=file]");
    form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("over");
      if (event.dataTransfer.files.length) { file.files = event.dataTransfer.files; form.requestSubmit(); }
    });
  }

  // Keys: / search; j and k next and previous; o open; w why; a, r, m accept, reject, mend.
  const stops = () => all(".record[id], .cards > .card");
  let at = -1;
  const go = (step) => {
    const list = stops();
    if (!list.length) return;
    const here = document.activeElement?.closest?.(".record, .card");
    at = here && list.includes(here) ? list.indexOf(here) : at;
    at = Math.min(Math.max(at + step, 0), list.length - 1);
    const way = list[at].querySelector("a");
    list[at].scrollIntoView({ block: "center" });
    way?.focus({ preventScroll: true });
  };
  const press = (query) => {
    const here = document.activeElement?.closest?.(".record, .card") || (stops().length === 1 ? document : null);
    here?.querySelector(query)?.click();
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const keys = {
      "/": () => document.getElementById("find")?.focus(),
      j: () => go(1),
      k: () => go(-1),
      o: () => press(".notation a"),
      w: () => press("a.why"),
      a: () => document.querySelector("button[value=accept]")?.click(),
      r: () => document.querySelector("button[value=reject]")?.click(),
      m: () => document.getElementById("mend")?.focus(),
    };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
})();
