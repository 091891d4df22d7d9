// Uploads files one after the other and shows the progress of each. The page shows their imports, updated by events.
import { onEvent, refresh } from "./live.js";
import { formToken } from "./ui.js";

const form = document.querySelector("[data-drop]");
const list = document.querySelector("[data-uploads]");

function row(file) {
  const item = document.createElement("li");
  item.className = "file";
  const name = document.createElement("p");
  name.className = "file-name";
  const strong = document.createElement("strong");
  strong.textContent = file.name;
  name.append(strong);
  const part = document.createElement("div");
  part.className = "file-progress";
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", `Uploading ${file.name}`);
  const text = document.createElement("span");
  text.className = "muted";
  text.textContent = "Waiting";
  part.append(bar, text);
  item.append(name, part);
  list.append(item);
  list.hidden = false;
  return { item, part, bar, text };
}

function refuse({ item, part }, why) {
  item.classList.add("failed");
  const text = document.createElement("p");
  text.className = "file-why";
  text.textContent = why;
  const away = document.createElement("button");
  away.type = "button";
  away.className = "button quiet small";
  away.textContent = "Dismiss";
  away.addEventListener("click", () => { item.remove(); list.hidden = list.children.length === 0; });
  part.replaceWith(text, away);
}

// fetch has no upload progress; XMLHttpRequest does.
const send = (file, shown) => new Promise((end) => {
  const body = new FormData();
  for (const name of ["kind", "vehicle"]) {
    const value = form.elements.namedItem(name)?.value;
    if (value) body.append(name, value);
  }
  body.append("file", file);
  const request = new XMLHttpRequest();
  request.open("POST", "/uploads");
  request.setRequestHeader("RequestVerificationToken", formToken());
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    shown.bar.value = Math.round((event.loaded / event.total) * 100);
    shown.text.textContent = `${shown.bar.value}% uploaded`;
  });
  request.addEventListener("loadend", () => {
    if (request.status === 202) {
      shown.item.remove();
      list.hidden = list.children.length === 0;
      refresh();
    } else if (request.status === 401) {
      location.reload();
    } else {
      let problem = null;
      try { problem = JSON.parse(request.responseText); } catch { /* Not a problem from the API. */ }
      refuse(shown, problem?.detail ?? "Upload failed. Check your connection and try again.");
    }
    end();
  });
  request.send(body);
});

let last = Promise.resolve();

function take(files) {
  for (const file of files) {
    const shown = row(file);
    last = last.then(() => send(file, shown));
  }
}

if (form && list) {
  const input = form.querySelector("input[type=file]");
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = "";
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  // Without this, a file dropped outside the field would open in the tab.
  for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());
  form.addEventListener("dragover", () => form.classList.add("over"));
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) form.classList.remove("over"); });
  form.addEventListener("drop", (event) => {
    form.classList.remove("over");
    take([...event.dataTransfer.files]);
  });
}

onEvent((name) => { if (name === "import") refresh(); });

// No event reports what happened between rendering the page and connecting, so poll while an import is in progress.
setInterval(() => { if (document.querySelector("#waiting progress")) refresh(); }, 2000);
