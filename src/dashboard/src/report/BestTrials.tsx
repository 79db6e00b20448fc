import { goodness } from "../charts/colors.js";
import { DataTable } from "../charts/DataTable.js";
import type { Scatter } from "../api/analysis.js";
import { count } from "../format/numbers.js";
import { scatterTable } from "../plots/scatter.js";
import { useScatter } from "../plots/useScatter.js";
import { openTrial, useThisStudy } from "../study/context.js";
import { Show } from "../ui/parts.js";

const Most = 100;

/** The trials with their parameters, the best first. */
export function BestTrials() {
  const study = useThisStudy();
  const { state, reload } = useScatter();
  return (
    <section class="card" aria-label="Best trials">
      <Show state={state} again={reload}>
        {scatter => {
          const rows = bestFirst(scatter);
          const table = scatterTable(scatter);
          return (
            <>
              <header>
                <h3>Best trials</h3>
                <span class="note">
                  {count(Math.min(Most, rows.length))} of {count(study.counts.ended)} that have ended
                </span>
              </header>
              <DataTable
                label="Best trials"
                open={openTrial(study.name)}
                table={{ ...table, rows: rows.slice(0, Most).map(index => table.rows[index]!) }}
              />
            </>
          );
        }}
      </Show>
    </section>
  );
}

function bestFirst({ trials, direction }: Scatter): number[] {
  const good = goodness(trials.value, direction);
  return good.flatMap((share, index) => (share === null ? [] : [index])).sort((a, b) => good[b]! - good[a]!);
}
