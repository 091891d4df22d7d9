// '?' shows the shortcuts; 'g' and a letter open a page.
const places = { o: "/", r: "/review", c: "/claims", t: "/tolls", i: "/imports" };

/** Whether a key press is text input rather than a shortcut. */
export const isTyping = (event) =>
  event.ctrlKey || event.metaKey || event.altKey || event.target.isContentEditable || event.target.matches?.("input, select, textarea")
  || document.querySelector("dialog[open]") !== null;

export function handleKeys() {
  let isGoing = false;
  document.addEventListener("keydown", (event) => {
    if (isTyping(event)) return;
    const wasGoing = isGoing;
    isGoing = event.key === "g";
    if (event.key === "?") document.getElementById("keys-dialog")?.showModal();
    else if (wasGoing && places[event.key] && document.querySelector("[data-live-page]")) location.href = places[event.key];
  });
}
