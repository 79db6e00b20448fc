import { signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { isDark, theme, toggleTheme } from "../state/theme.js";
import { hrefOf, param, setParams } from "../state/url.js";
import { Analysis } from "../study/Analysis.js";
import { BestPanel } from "../study/BestPanel.js";
import { BudgetPanel } from "../study/BudgetPanel.js";
import { metricOf, metricsOf, StudyContext } from "../study/context.js";
import { HintsPanel, Reasons } from "../study/HintsPanel.js";
import { Figures } from "../study/Overview.js";
import { SpaceCard } from "../study/SpaceCard.js";
import type { StudyView } from "../api/types.js";
import { Icon } from "../ui/Icon.js";
import { Mark } from "../ui/Mark.js";
import { Select, StudyState, Time } from "../ui/parts.js";
import { BestTrials } from "./BestTrials.js";
import type { ReportData } from "./data.js";
import { plots } from "./plots.js";
import { TrialDialog } from "./TrialDialog.js";

/** A study in a file: what the dashboard shows of it, as it was when the file was made. */
export function Report({ data }: { data: ReportData }) {
  const { study } = data;
  const followed = useMemo(
    () => ({
      study: signal<StudyView | null>(study),
      error: signal(null),
      changed: signal(new Map()),
      age: signal(0),
      rare: signal(0),
      look: () => undefined,
    }),
    [study],
  );
  const opened = param("trial");
  const Plot = data.plot === undefined ? undefined : plots[data.plot];
  return (
    <StudyContext.Provider value={followed}>
      <Head data={data} />
      <main>
        {Plot ? (
          <div class="single">
            <Plot />
          </div>
        ) : (
          <Whole study={study} />
        )}
        <p class="note">
          Made by Serverless Tuner {data.version}, <Time at={data.made} />. The file has everything with it and asks no server.
        </p>
      </main>
      {opened !== "" && <TrialDialog data={data} number={Number(opened)} />}
    </StudyContext.Provider>
  );
}

function Whole({ study }: { study: StudyView }) {
  return (
    <>
      <Reasons study={study} />
      <Figures study={study} />
      <HintsPanel />
      <div class="grid">
        <BestPanel study={study} />
        <BudgetPanel study={study} />
        <SpaceCard study={study} />
      </div>
      <h2 class="between">Charts</h2>
      <Analysis study={study} />
      <h2 class="between">Trials</h2>
      <BestTrials />
    </>
  );
}

function Head({ data: { study, made } }: { data: ReportData }) {
  const dark = theme.value !== undefined && isDark();
  const metrics = metricsOf(study);
  return (
    <header class="app-bar">
      <a class="brand" href={hrefOf("/")}>
        <Mark />
        <h1>{study.name}</h1>
      </a>
      <StudyState study={study} />
      <span class="grow" />
      {metrics.length > 1 && (
        <Select
          label="Objective"
          value={param("metric") === "" ? metrics[0]! : metricOf(study).name}
          of={metrics.map(of => [of, of] as const)}
          change={of => setParams({ metric: of === metrics[0] ? "" : of })}
        />
      )}
      <span class="muted made">
        <Time at={made} />
      </span>
      <button type="button" class="icon" aria-label={dark ? "Light theme" : "Dark theme"} onClick={toggleTheme}>
        <Icon name={dark ? "sun" : "moon"} />
      </button>
    </header>
  );
}
