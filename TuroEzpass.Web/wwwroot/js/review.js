// The shortcuts of Review. Each presses a button or follows a link on the page, so no action needs the keyboard.
import { isTyping } from "./keys.js";

const press = (selector) => document.querySelector(selector)?.click();
let wasGoing = false;

document.addEventListener("keydown", (event) => {
  if (isTyping(event) || event.repeat) return;
  // 'g' starts a shortcut to another page. The letter after it is not for this page.
  if (wasGoing || event.key === "g") {
    wasGoing = event.key === "g";
    return;
  }
  if (event.key === "j" || event.key === "k") press(`[data-go="${event.key}"]`);
  else if (event.key === "u") press("[data-undo] button");
  else if (event.key === "a") press("[data-same]");
  else if (event.key === "h" || (event.key >= "1" && event.key <= "9")) press(`.question > form [data-key="${event.key}"]`);
});

// Ignore a second submit: it would answer the next question.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "true";
});
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

const current = document.querySelector(".toll-queue [aria-current]");
if (current) current.closest(".toll-queue").scrollTop = current.offsetTop - current.closest(".toll-queue").offsetTop - 80;
