import type { StudyView } from "../api/types.js";
import { CorrelationPlot } from "../plots/CorrelationPlot.js";
import { CostPlot, EdfPlot, HistoryPlot, HypervolumePlot, IntermediatePlot, TimelinePlot } from "../plots/HistoryCharts.js";
import { ImportancePlot } from "../plots/ImportancePlot.js";
import { ParallelPlot } from "../plots/ParallelPlot.js";
import { ParetoPlot } from "../plots/ParetoPlot.js";
import { ContourPlot, RankPlot, SlicePlot } from "../plots/ScatterCharts.js";

/** Every chart. */
export function Analysis({ study }: { study: StudyView }) {
  const several = study.spec.directions.length > 1;
  return (
    <div class="grid">
      {several && <ParetoPlot />}
      <ParallelPlot />
      <SlicePlot />
      <ContourPlot />
      <RankPlot />
      <ImportancePlot />
      <CorrelationPlot />
      <HistoryPlot />
      <IntermediatePlot />
      <EdfPlot />
      {several && <HypervolumePlot />}
      <CostPlot />
      <TimelinePlot />
    </div>
  );
}
