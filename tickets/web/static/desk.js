// Around the terminal (terminal.js): what the page's strict policy, the keyboard and narrow windows need.
"use strict";
(() => {
  // The terminal makes style elements by itself; by the page's nonce the policy knows them for ours.
  const nonce = document.currentScript.dataset.nonce;
  const create = document.createElement.bind(document);
  document.createElement = (name, options) => {
    const element = create(name, options);
    if (String(name).toLowerCase() === "style") element.nonce = nonce;
    return element;
  };

  // The desk wants 80 columns: rather smaller letters than fewer, as long as they can be read.
  const COLUMNS = 80, WIDTH_OF_A_LETTER = 0.61, SMALLEST = 9, USUAL = 16;

  addEventListener("DOMContentLoaded", () => {
    const terminal = document.getElementById("terminal");
    const fitting = Math.floor(innerWidth / COLUMNS / WIDTH_OF_A_LETTER);
    terminal.dataset.fontSize = String(Math.min(USUAL, Math.max(SMALLEST, fitting)));

    let painted = false;
    new MutationObserver(() => {
      const { classList } = document.body;
      if (classList.contains("-closed")) {
        document.querySelector(".closed a").focus();
      } else if (classList.contains("-first-byte") && !painted) {
        painted = true;
        terminal.querySelector("textarea").focus();
      }
    }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  });
})();
