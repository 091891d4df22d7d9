// Keeps marked parts of a page up to date. An element with an id and data-live is replaced after each ledger event: with its new
// version from the page, or from the URL in data-live="/its/fragment" if the page is expensive to render.
// One visible tab listens for all (browsers limit connections per host). Hidden tabs refresh when they become visible.
const name = "turoezpass-live";
const waits = [1, 2, 5, 15, 30, 60].map((seconds) => seconds * 1000);
const handlers = [];

/** Calls back on each event: (name, data). For pages that show progress themselves. */
export const onEvent = (handler) => handlers.push(handler);

let isFetching = false;
let isAgain = false;
let version;

/** Fetches and replaces the marked parts. A hidden tab waits until it is visible. */
export async function refresh() {
  if (document.hidden) return;
  if (isFetching) {
    isAgain = true;
    return;
  }
  isFetching = true;
  const places = new Set([...document.querySelectorAll("[data-live][id]")].map((part) => part.dataset.live || location.href));
  for (const place of places) {
    try {
      const response = await fetch(place, { headers: { Accept: "text/html", "X-Refresh": "1" } });
      // An expired session redirects to the sign-in page, which has none of the parts.
      if (response.ok) replace(new DOMParser().parseFromString(await response.text(), "text/html"), place);
    } catch {
      // Offline: the next event retries.
    }
  }
  isFetching = false;
  if (isAgain) {
    isAgain = false;
    refresh();
  }
}

function replace(next, place) {
  for (const part of document.querySelectorAll("[data-live][id]")) {
    const other = next.getElementById(part.id);
    if ((part.dataset.live || location.href) !== place || !other || part.innerHTML === other.innerHTML) continue;
    // Don't replace a part that the user is working in. A focused link keeps its focus.
    const focus = part.contains(document.activeElement) ? document.activeElement : null;
    if ((focus && !focus.matches("a[href]")) || part.querySelector("details[open], :user-invalid")) continue;
    const made = document.importNode(other, true);
    part.replaceWith(made);
    if (focus) [...made.querySelectorAll("a")].find((link) => link.getAttribute("href") === focus.getAttribute("href"))?.focus({ preventScroll: true });
  }
}

function handle(event, data) {
  for (const handler of handlers) handler(event, data);
  if (event !== "ledger") return;
  version = data.version;
  refresh();
}

/** Listens until stopped. Reconnects after failures, with growing delays. */
function open(tell) {
  let source, timer, failures = 0;
  const connect = () => {
    source = new EventSource("/live");
    source.onopen = () => { failures = 0; };
    source.onerror = () => {
      source.close();
      timer = setTimeout(connect, waits[Math.min(failures++, waits.length - 1)] * (0.75 + Math.random() / 2));
    };
    for (const event of ["ledger", "import", "run"]) {
      source.addEventListener(event, (message) => {
        const data = JSON.parse(message.data);
        if (event === "ledger") {
          // The first event has the current version, which the page already shows. After a pause, it shows whether anything was missed.
          const [known, isNew] = [version !== undefined, version !== data.version];
          version = data.version;
          if (!known || !isNew) return;
        }
        tell(event, data);
      });
    }
  };
  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

export function listen() {
  if (!document.querySelector("[data-live-page]")) return;
  const canShare = navigator.locks && typeof BroadcastChannel !== "undefined";
  const channel = canShare ? new BroadcastChannel(name) : null;
  let stop, waiting;

  const start = () => {
    if (!canShare) {
      stop ??= open(handle);
      return;
    }
    if (waiting) return;
    const asked = waiting = new AbortController();
    navigator.locks.request(name, { signal: asked.signal }, () => new Promise((release) => {
      const close = open((event, data) => {
        channel.postMessage({ event, data });
        handle(event, data);
      });
      stop = () => { close(); release(); };
      if (asked.signal.aborted) stop();
    })).catch(() => { /* The tab was hidden before it got the lock. */ });
  };
  const pause = () => {
    stop?.();
    waiting?.abort();
    stop = waiting = undefined;
  };

  if (channel) channel.onmessage = (message) => handle(message.data.event, message.data.data);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      pause();
    } else {
      start();
      // It may have missed events while hidden.
      refresh();
    }
  });
  addEventListener("pagehide", pause);
  addEventListener("pageshow", (event) => { if (event.persisted) { start(); refresh(); } });
  if (!document.hidden) start();
}
