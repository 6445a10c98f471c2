"use strict";
(() => {
  // Each message is the version that there is now; the server sends one to whoever begins to listen.
  const shown = document.documentElement.dataset.version;
  const versions = new EventSource("/versions");
  versions.addEventListener("message", (event) => {
    if (event.data !== shown) location.reload();
  });
})();
