// Updates the preview after each choice: the server renders the page, and the script replaces the preview and the problems.
const form = document.querySelector("[data-mapping]");
const preview = form?.querySelector("[data-preview]");
let asked = 0;

async function show() {
  const mine = ++asked;
  const response = await fetch(preview.formAction, { method: "POST", body: new FormData(form), headers: { Accept: "text/html" } }).catch(() => null);
  if (!response?.ok || mine !== asked) return;
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of form.querySelectorAll("#preview, [data-wrong]")) {
    const other = next.getElementById(part.id);
    if (other && !part.contains(document.activeElement)) part.replaceWith(document.importNode(other, true));
  }
}

form?.addEventListener("change", show);
