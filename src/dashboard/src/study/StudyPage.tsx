import { useState } from "preact/hooks";
import { Failure, StudyState } from "../ui/parts.js";
import { hrefOf, param, setParams } from "../state/url.js";
import { Select } from "../ui/parts.js";
import { Actions } from "./Actions.js";
import { metricOf, metricsOf, StudyContext } from "./context.js";
import { useStudy } from "./follow.js";
import { Analysis } from "./Analysis.js";
import { Overview } from "./Overview.js";
import { Setup } from "./Setup.js";
import { TrialsTab } from "../trials/TrialsTab.js";
import type { StudyView } from "../api/types.js";

const tabs = [
  ["overview", "Overview"],
  ["analysis", "Analysis"],
  ["trials", "Trials"],
  ["setup", "Setup"],
] as const;

export function StudyPage({ name }: { name: string }) {
  const followed = useStudy(name);
  const study = followed.study.value;
  const error = followed.error.value;
  if (study === null)
    return (
      <main>
        {error ? (
          <Failure error={error} again={followed.look} />
        ) : (
          <div class="skeleton tall" aria-busy="true" aria-label="Loading the study" />
        )}
      </main>
    );
  return (
    <StudyContext.Provider value={followed}>
      <main>
        {error && (
          <p class="banner bad" role="status">
            {error.message} What is shown may be out of date.
          </p>
        )}
        <Head study={study} look={followed.look} />
        <TabPanel study={study} />
      </main>
    </StudyContext.Provider>
  );
}

function Head({ study, look }: { study: StudyView; look: () => void }) {
  const tab = param("tab", "overview");
  const metrics = metricsOf(study);
  const [, setBusy] = useState(false);
  return (
    <>
      <header class="page-head">
        <nav aria-label="Breadcrumb" class="crumbs">
          <a href={hrefOf("/")}>Studies</a>
          <span aria-hidden="true">/</span>
        </nav>
        <h1>{study.name}</h1>
        <StudyState study={study} />
        <span class="grow" />
        <Actions
          study={study}
          done={() => {
            setBusy(true);
            look();
          }}
        />
      </header>
      <div class="tabs-row">
        <nav class="tabs" aria-label="Views of the study">
          {tabs.map(([id, text]) => (
            <a
              key={id}
              href={hrefOf(`/studies/${encodeURIComponent(study.name)}`, { tab: id === "overview" ? "" : id, metric: param("metric") })}
              aria-current={tab === id ? "page" : undefined}
            >
              {text}
            </a>
          ))}
        </nav>
        {metrics.length > 1 && tab !== "setup" && (
          <Select
            label="Objective"
            value={metricOf(study).name}
            of={metrics.map(of => [of, of] as const)}
            change={of => setParams({ metric: of === metrics[0] ? "" : of })}
          />
        )}
      </div>
    </>
  );
}

function TabPanel({ study }: { study: StudyView }) {
  switch (param("tab", "overview")) {
    case "analysis":
      return <Analysis study={study} />;
    case "trials":
      return <TrialsTab />;
    case "setup":
      return <Setup study={study} />;
    default:
      return <Overview study={study} />;
  }
}
