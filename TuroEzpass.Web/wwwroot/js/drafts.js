// Keeps the entries of a form marked data-keep if the session expires while it is submitted: they stay in this tab until the next page
// loads. If that is the sign-in page, the form is filled again after sign-in.
const key = "turoezpass-draft";

function fill(form, values) {
  for (const [name, value] of values) {
    const field = form.elements.namedItem(name);
    if (field && "value" in field && field.type !== "hidden") field.value = value;
  }
}

export function watchForms() {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (kept && document.body.dataset.page === "sign-in") {
    sessionStorage.setItem(key, JSON.stringify({ ...kept, isInterrupted: true }));
  } else if (kept) {
    const form = kept.isInterrupted && kept.path === location.pathname ? document.getElementById(kept.form) : null;
    if (form) fill(form, kept.values);
    sessionStorage.removeItem(key);
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-keep][id]")) return;
    const values = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !name.startsWith("__"));
    sessionStorage.setItem(key, JSON.stringify({ path: location.pathname, form: form.id, values }));
  });
}
