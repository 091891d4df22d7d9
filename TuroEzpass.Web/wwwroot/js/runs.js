// A running collection changes this page without changing the ledger.
import { onEvent, refresh } from "./live.js";

onEvent((event) => {
  if (event === "run") refresh();
});
