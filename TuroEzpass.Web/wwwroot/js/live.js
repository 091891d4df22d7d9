// Keeps the marked parts of a page up to date: on each event of the ledger the page is fetched again, and every element with
// data-live and an id is replaced by its new self. One tab listens for all: browsers allow few connections to one place.
const name = "turoezpass-live";
const handlers = [];

/** Calls back on each event: (name, data). For pages that show progress themselves. */
export const onEvent = (handler) => handlers.push(handler);

let isFetching = false;
let isAgain = false;

/** Fetches the page and replaces what is marked. */
export async function refresh() {
  if (isFetching) {
    isAgain = true;
    return;
  }
  isFetching = true;
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (response.ok) replace(new DOMParser().parseFromString(await response.text(), "text/html"));
  } catch {
    // Offline: the next event tries again.
  }
  isFetching = false;
  if (isAgain) {
    isAgain = false;
    refresh();
  }
}

function replace(next) {
  for (const part of document.querySelectorAll("[data-live][id]")) {
    const other = next.getElementById(part.id);
    // What somebody works in stays as it is.
    if (!other || part.contains(document.activeElement) || part.querySelector("details[open], :user-invalid") || part.innerHTML === other.innerHTML) continue;
    part.replaceWith(document.importNode(other, true));
  }
}

function handle(event, data) {
  for (const handler of handlers) handler(event, data);
  if (event === "ledger") refresh();
}

function open(tell) {
  const source = new EventSource("/live");
  let isFirst = true;
  for (const event of ["ledger", "import", "run"]) {
    source.addEventListener(event, (message) => {
      // The first tells how things are, which the page shows already.
      if (event === "ledger" && isFirst) {
        isFirst = false;
        return;
      }
      tell(event, JSON.parse(message.data));
    });
  }
  return source;
}

export function listen() {
  if (!document.querySelector("[data-live-page]")) return;
  if (!navigator.locks || typeof BroadcastChannel === "undefined") {
    open(handle);
    return;
  }
  const channel = new BroadcastChannel(name);
  channel.onmessage = (message) => handle(message.data.event, message.data.data);
  navigator.locks.request(name, () => new Promise(() => open((event, data) => {
    channel.postMessage({ event, data });
    handle(event, data);
  })));
}
