// A collection that goes on changes this page, although the ledger is as it was.
import { onEvent, refresh } from "./live.js";

onEvent((event) => {
  if (event === "run") refresh();
});
