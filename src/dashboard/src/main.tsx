import { render } from "preact";
import { App } from "./app.js";
import { takeKeyFrom } from "./state/key.js";
import { applyTheme } from "./state/theme.js";
import { followAddress, parsePlace, place } from "./state/url.js";
import "./styles/all.js";

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
