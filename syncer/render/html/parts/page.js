"use strict";
(() => {
  const root = document.documentElement;
  const form = document.querySelector("form.filters");
  const cards = [...document.querySelectorAll("article.card")];
  const nothing = document.querySelector(".nothing");
  const told = form && form.querySelector("output");
  const texts = new Map();

  const textOf = (card) => {
    if (!texts.has(card)) texts.set(card, card.textContent.toLowerCase());
    return texts.get(card);
  };
  const field = (name) => form.elements.namedItem(name);
  const value = (name) => (field(name) ? field(name).value : "");
  const boxes = (name) => [...form.querySelectorAll(`input[name="${name}"]`)];
  const isOn = (name) => boxes(name).some((box) => box.checked);

  const wanted = () => {
    const actions = boxes("action");
    const chosen = new Set(actions.filter((box) => box.checked).map((box) => box.value));
    const words = value("search").toLowerCase().split(/\s+/).filter(Boolean);
    return (card) => {
      const data = card.dataset;
      return (chosen.size === actions.length || data.actions.split(" ").some((one) => chosen.has(one)))
        && (!value("account") || data.account === value("account"))
        && (!value("language") || data.language === value("language"))
        && (!isOn("findings") || data.findings === "yes")
        && words.every((word) => textOf(card).includes(word));
    };
  };

  const filter = () => {
    const wants = wanted();
    let shown = 0;
    for (const card of cards) {
      card.hidden = !wants(card);
      shown += card.hidden ? 0 : 1;
    }
    nothing.hidden = shown > 0;
    told.textContent = `${shown} of ${cards.length} shown`;
  };

  const look = () => {
    root.toggleAttribute("data-examples", isOn("examples"));
    if (value("theme")) root.dataset.theme = value("theme");
    else delete root.dataset.theme;
  };

  // What a link leads to is there, even if the filters have put it away.
  const reveal = () => {
    const card = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (card && card.hidden) {
      const [theme, examples] = [value("theme"), isOn("examples")];
      form.reset();
      field("theme").value = theme;
      for (const box of boxes("examples")) box.checked = examples;
      filter();
      card.scrollIntoView();
    }
  };

  const videos = document.getElementById("media");
  if (videos) {
    const addresses = JSON.parse(videos.textContent);
    for (const video of document.querySelectorAll("video[data-media]")) {
      video.src = addresses[video.dataset.media];
    }
  }
  if (!form) return;
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { look(); filter(); });
  addEventListener("hashchange", reveal);
  look();
  if (cards.length) filter();
  reveal();
})();
