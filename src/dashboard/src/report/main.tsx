import { render } from "preact";
import { answerFrom } from "../api/http.js";
import { applyTheme } from "../state/theme.js";
import { followAddress, parsePlace, place } from "../state/url.js";
import "../styles/all.js";
import "../styles/report.css";
import { answersOf, titleOf, type ReportData } from "./data.js";
import { Report } from "./Report.js";

const data = JSON.parse(document.getElementById("data")!.textContent) as ReportData;
answerFrom(answersOf(data));
place.value = parsePlace(location.hash);
followAddress();
applyTheme();
document.title = titleOf(data);
render(<Report data={data} />, document.getElementById("app")!);
