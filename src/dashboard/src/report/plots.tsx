import type { ComponentType } from "preact";
import { CorrelationPlot } from "../plots/CorrelationPlot.js";
import { CostPlot, EdfPlot, HistoryPlot, HypervolumePlot, IntermediatePlot, TimelinePlot } from "../plots/HistoryCharts.js";
import { ImportancePlot } from "../plots/ImportancePlot.js";
import { ParallelPlot } from "../plots/ParallelPlot.js";
import { ParetoPlot } from "../plots/ParetoPlot.js";
import { ContourPlot, RankPlot, SlicePlot } from "../plots/ScatterCharts.js";

/** The charts by the names of their files, which are Optuna's where it has the same chart. */
export const plots: Record<string, ComponentType> = {
  optimization_history: HistoryPlot,
  intermediate_values: IntermediatePlot,
  param_importances: ImportancePlot,
  parallel_coordinate: ParallelPlot,
  contour: ContourPlot,
  slice: SlicePlot,
  rank: RankPlot,
  edf: EdfPlot,
  timeline: TimelinePlot,
  pareto_front: ParetoPlot,
  hypervolume_history: HypervolumePlot,
  cost: CostPlot,
  correlations: CorrelationPlot,
};
