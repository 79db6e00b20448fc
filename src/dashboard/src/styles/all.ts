// In this order: later rules win.
import "./base.css";
import "./layout.css";
import "./bar.css";
import "./panels.css";
import "./controls.css";
import "./forms.css";
import "./badges.css";
import "./menus.css";
import "./tables.css";
import "./charts.css";
import "./start.css";
import "./narrow.css";
