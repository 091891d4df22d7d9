// Copy buttons, menus, dialogs, tips, toasts, the offline bar, the setup link.

/** Shows a message for a few seconds. Screen readers announce it. */
export function toast(text) {
  const place = document.querySelector("[data-toasts]");
  if (!place) return;
  const made = document.createElement("p");
  made.className = "toast";
  made.textContent = text;
  place.append(made);
  setTimeout(() => made.remove(), 4000);
}

/** The antiforgery token, for the header RequestVerificationToken of a fetch. */
export const formToken = () => document.querySelector("meta[name=form-token]")?.content ?? "";

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    toast("Copied");
  } catch {
    toast("Copying failed. Select the text instead.");
  }
}

export function handlePage() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
    if (event.target.closest("[data-print]")) print();
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target) || opener) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    for (const tip of document.querySelectorAll(".tip")) {
      tip.classList.add("dismissed");
      const back = () => tip.classList.remove("dismissed");
      tip.addEventListener("mouseleave", back, { once: true });
      tip.addEventListener("focusout", back, { once: true });
    }
  });

  const bar = document.querySelector("[data-offline]");
  if (bar) {
    const show = () => { bar.hidden = navigator.onLine; };
    addEventListener("online", show);
    addEventListener("offline", show);
    show();
  }

  // The secret follows the link's '#', which browsers never send: copy it into the form and remove it from the URL.
  const setUp = document.querySelector("[data-set-up]");
  if (setUp && location.hash.length > 1) {
    setUp.querySelector("[name=Secret]").value = decodeURIComponent(location.hash.slice(1));
    setUp.querySelector("[data-secret-field]").hidden = true;
    history.replaceState(null, "", location.pathname);
  }

  const again = document.querySelector("a[data-retry]");
  if (again) setTimeout(() => location.replace(again.href), 15000);
}
