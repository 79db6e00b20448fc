import type { ComponentChildren } from "preact";
import { lazy } from "./ui/lazy.js";
import { StudiesPage } from "./studies/StudiesPage.js";

const StudyPage = lazy(() => import("./study/StudyPage.js").then(of => of.StudyPage));
const TrialPage = lazy(() => import("./trials/TrialPage.js").then(of => of.TrialPage));
const StartPage = lazy(() => import("./start/StartPage.js").then(of => of.StartPage));
const ComparePage = lazy(() => import("./compare/ComparePage.js").then(of => of.ComparePage));
const SchedulesPage = lazy(() => import("./schedules/SchedulesPage.js").then(of => of.SchedulesPage));
const SchedulePage = lazy(() => import("./schedules/SchedulePage.js").then(of => of.SchedulePage));
const MemoryPage = lazy(() => import("./memory/MemoryPage.js").then(of => of.MemoryPage));
const BudgetsPage = lazy(() => import("./budgets/BudgetsPage.js").then(of => of.BudgetsPage));
const KeysPage = lazy(() => import("./keys/KeysPage.js").then(of => of.KeysPage));

/** Every page by its path; each is loaded when it is first looked at. */
export const routes: [string, (found: Record<string, string>) => ComponentChildren][] = [
  ["/", () => <StudiesPage />],
  ["/studies/:name", ({ name }) => <StudyPage name={name!} />],
  ["/studies/:name/trials/:number", ({ name, number }) => <TrialPage name={name!} number={number!} />],
  ["/start", () => <StartPage />],
  ["/compare", () => <ComparePage />],
  ["/schedules", () => <SchedulesPage />],
  ["/schedules/:name", ({ name }) => <SchedulePage name={name!} />],
  ["/memory", () => <MemoryPage />],
  ["/budgets", () => <BudgetsPage />],
  ["/keys", () => <KeysPage />],
];
