// What every page gets. Each part works on marks in the HTML and leaves pages without them alone.
import { watchForms } from "./drafts.js";
import { handleKeys } from "./keys.js";
import { listen } from "./live.js";
import { handlePage } from "./ui.js";

handlePage();
handleKeys();
watchForms();
listen();
