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

  // The slider tells its month as it moves, and goes there when it is let go.
  const slider = document.getElementById("step");
  if (slider) {
    const [year, month] = slider.dataset.first.split("-").map(Number);
    const told = slider.form.querySelector("output");
    slider.addEventListener("input", () => {
      const n = year * 12 + month - 1 + Number(slider.value);
      told.textContent = `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, "0")}`;
      slider.setAttribute("aria-valuetext", told.textContent);
    });
    slider.addEventListener("change", () => slider.form.requestSubmit());
  }

  // Keys: / search; j and k next and previous; o open; w why; a, r, m accept, reject, mend.
  const stops = () => all(".record[id], .cards > .card");
  const here = () => document.activeElement?.closest?.(".record[id], .card") || (stops().length === 1 ? stops()[0] : null);
  let at = -1;
  const go = (step) => {
    const list = stops();
    if (!list.length) return;
    const now = document.activeElement?.closest?.(".record[id], .card");
    at = now && list.includes(now) ? list.indexOf(now) : at;
    at = Math.min(Math.max(at + step, 0), list.length - 1);
    list[at].scrollIntoView({ block: "center" });
    list[at].querySelector("a")?.focus({ preventScroll: true });
  };
  const press = (...queries) => queries.map((q) => here()?.querySelector(q)).find(Boolean)?.click();
  const mend = document.getElementById("mend");
  const correct = (verdict) => {
    const own = document.querySelector(`form.correct button[value=${verdict}]`);
    if (own) { own.click(); return; }
    const [form, record] = [document.getElementById("one-key"), here()];
    const id = record?.dataset.id || record?.id;
    if (!form || !id) return;
    form.elements.record.value = id;
    form.elements.verdict.value = verdict;
    form.elements.back.value += form.elements.back.value.includes("#") ? "" : `#${id}`;
    form.requestSubmit();
  };
  const toMend = () => {
    const id = here()?.dataset.id || here()?.id;
    if (mend) mend.focus();
    else if (id && document.getElementById("one-key")) location.assign(`/events/${id}#mend`);
  };
  const keysOf = document.querySelector("details.keys");
  const showKeys = () => { keysOf.open = !keysOf.open; if (keysOf.open) keysOf.querySelector("summary").focus(); };
  if (mend && location.hash === "#mend") mend.focus();

  // One is back where one corrected a record.
  const back = location.hash && document.querySelector(`[data-id="${CSS.escape(location.hash.slice(1))}"]`);
  if (back) { back.scrollIntoView({ block: "center" }); back.querySelector("a")?.focus({ preventScroll: true }); }

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const keys = {
      "/": () => document.getElementById("find")?.focus(),
      "?": showKeys,
      j: () => go(1),
      k: () => go(-1),
      o: () => press("a.self", ".notation a[href^='/events/'], .notation a[href^='/statements/']", ".notation a"),
      w: () => press("a.why"),
      a: () => correct("accept"),
      r: () => correct("reject"),
      m: toMend,
    };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
})();
