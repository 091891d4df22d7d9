// The scripts of every page. Each works on attributes in the HTML and does nothing on pages without them.
import { watchForms } from "./drafts.js";
import { handleKeys } from "./keys.js";
import { listen } from "./live.js";
import { handlePage } from "./ui.js";

handlePage();
handleKeys();
watchForms();
listen();
