import { render } from "preact";
import { App } from "./app.js";
import { takeKeyFrom } from "./state/key.js";
import { applyTheme } from "./state/theme.js";
import { followAddress, parsePlace, place } from "./state/url.js";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/bar.css";
import "./styles/panels.css";
import "./styles/controls.css";
import "./styles/forms.css";
import "./styles/badges.css";
import "./styles/menus.css";
import "./styles/tables.css";
import "./styles/charts.css";
import "./styles/start.css";
import "./styles/narrow.css";

takeKeyFrom(location, history);
place.value = parsePlace(location.hash);
followAddress();
applyTheme();
// A link with a key may be opened in a tab that shows the page already.
addEventListener("hashchange", () => {
  takeKeyFrom(location, history);
  place.value = parsePlace(location.hash);
});
render(<App />, document.getElementById("app")!);
