"use strict";
(() => {
  // What is typed and chosen is still there when a newer version takes the page's place.
  const fields = [...document.querySelectorAll("form.filters [name]")];
  const state = (field) => (field.type === "checkbox" ? "checked" : "value");
  const key = (field) => `${field.name} ${field.type === "checkbox" ? field.value : ""}`;
  const keep = () => {
    const kept = fields.map((field) => [key(field), field[state(field)]]);
    sessionStorage.setItem("filters", JSON.stringify(Object.fromEntries(kept)));
  };
  const kept = JSON.parse(sessionStorage.getItem("filters") || "{}");
  for (const field of fields) {
    if (key(field) in kept) field[state(field)] = kept[key(field)];
  }
  if (fields.length) fields[0].form.dispatchEvent(new Event("input"));

  // Each message is the version that there is now; the server sends one to whoever begins to listen.
  const shown = document.documentElement.dataset.version;
  const versions = new EventSource("/versions");
  versions.addEventListener("message", (event) => {
    if (event.data === shown) return;
    versions.close();
    keep();
    location.reload();
  });
})();
