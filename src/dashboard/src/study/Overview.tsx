import { count, number, usd } from "../format/numbers.js";
import { duration } from "../format/time.js";
import { EdfPlot, HistoryPlot, HypervolumePlot, IntermediatePlot, TimelinePlot } from "../plots/HistoryCharts.js";
import { ImportancePlot } from "../plots/ImportancePlot.js";
import { ParetoPlot } from "../plots/ParetoPlot.js";
import type { Pareto } from "../api/analysis.js";
import type { StudyView } from "../api/types.js";
import { Tile, Time } from "../ui/parts.js";
import { BestPanel } from "./BestPanel.js";
import { BudgetPanel } from "./BudgetPanel.js";
import { HintsPanel, Reasons } from "./HintsPanel.js";
import { metricsOf, trialHref, useAnalysis } from "./context.js";

export function Overview({ study }: { study: StudyView }) {
  const several = study.spec.directions.length > 1;
  return (
    <>
      <Reasons study={study} />
      <Figures study={study} />
      <HintsPanel />
      <div class="grid">
        {several ? <ParetoPlot /> : <HistoryPlot />}
        <BestPanel study={study} />
        <BudgetPanel study={study} />
        {several && <HistoryPlot />}
        <ImportancePlot />
        <IntermediatePlot />
        {several && <HypervolumePlot />}
        <TimelinePlot />
        <EdfPlot />
      </div>
    </>
  );
}

function FrontTile({ study }: { study: StudyView }) {
  const front = useAnalysis<Pareto>("pareto").state.value.data;
  return (
    <Tile
      label="Pareto front"
      sub={
        typeof front?.knee === "number" ? (
          <>
            knee: <a href={trialHref(study.name, front.knee)}>trial {front.knee}</a>
          </>
        ) : (
          "no complete trial yet"
        )
      }
    >
      {front ? (
        <>
          {count(front.front.length)} <span class="muted">trials</span>
        </>
      ) : (
        "–"
      )}
    </Tile>
  );
}

/** The key figures. */
export function Figures({ study }: { study: StudyView }) {
  const { counts, best, ledger } = study;
  const names = metricsOf(study);
  const left = study.deadline && study.state === "running" ? (Date.parse(study.deadline) - Date.now()) / 1000 : null;
  return (
    <div class="tiles">
      {names.length > 1 ? (
        <FrontTile study={study} />
      ) : (
        <Tile
          label={`Best ${names[0]}`}
          sub={best ? <a href={trialHref(study.name, best.number)}>trial {best.number}</a> : "no complete trial yet"}
        >
          {best ? number(best.values[0], 6) : "–"}
        </Tile>
      )}
      <Tile label="Trials" sub={`${count(counts.complete)} complete · ${count(counts.pruned)} pruned · ${count(counts.failed)} failed`}>
        {count(counts.ended)} <span class="muted">/ {count(study.spec.trials)}</span>
      </Tile>
      <Tile
        label="Running now"
        sub={study.enqueued > 0 ? `${count(study.enqueued)} enqueued` : `of ${count(study.spec.parallelism)} at once`}
      >
        {count(counts.running)}
      </Tile>
      <Tile label="Money" sub={ledger.limitUsd ? `of ${usd(ledger.limitUsd)}` : "no limit"}>
        {usd(ledger.spentUsd)}
      </Tile>
      <Tile
        label="Time"
        sub={
          left !== null ? (
            `${duration(Math.max(0, left))} until its time-out`
          ) : study.startedAt ? (
            <>
              since <Time at={study.startedAt} />
            </>
          ) : (
            "not started"
          )
        }
      >
        {duration(study.durationSeconds)}
      </Tile>
      <Tile label="Sampler" sub={study.spec.pruner.type === "none" ? "no pruner" : `pruner ${study.spec.pruner.type}`}>
        {study.spec.sampler.type}
      </Tile>
    </div>
  );
}
