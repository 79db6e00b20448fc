import { duration } from "../format/time.js";
import { number as shownNumber, usd, value } from "../format/numbers.js";
import { withAbsent } from "../plots/absent.js";
import { setParams } from "../state/url.js";
import { metricOf } from "../study/context.js";
import { Dialog } from "../ui/Dialog.js";
import { Empty, TrialBadge } from "../ui/parts.js";
import type { ReportData } from "./data.js";

/** What the file has of a trial. */
export function TrialDialog({ data, number }: { data: ReportData; number: number }) {
  const { study } = data;
  const metric = metricOf(study).name;
  const sources = [data.parallel?.[metric], data.scatter?.[metric]];
  const found = sources.find(of => of?.trials.number.includes(number));
  const scatter = found && withAbsent(found);
  const at = scatter?.trials.number.indexOf(number) ?? -1;
  const points = data.history?.[metric]?.points;
  const row = points?.number.indexOf(number) ?? -1;
  const front = data.pareto?.points.number.indexOf(number) ?? -1;
  const state = scatter?.trials.state[at] ?? points?.state[row];
  const values: [string, number | null | undefined][] =
    front >= 0
      ? data.pareto!.metrics.map(({ name }, index) => [name, data.pareto!.points.values[index]?.[front]])
      : [[metric, scatter?.trials.value[at] ?? points?.value[row]]];
  return (
    <Dialog title={`Trial ${number}`} close={() => setParams({ trial: "" })}>
      {state === undefined ? (
        <Empty title="Not in this file">Of a large study a file has the best trials and a sample of the others.</Empty>
      ) : (
        <>
          <p>
            <TrialBadge state={state} />
          </p>
          <dl class="pairs">
            {values.map(([name, of]) => (
              <Pair key={name} name={name} text={shownNumber(of, 6)} strong />
            ))}
            {Object.entries(scatter?.trials.parameters ?? {})
              .filter(([, column]) => column[at] !== undefined)
              .map(([name, column]) => (
                <Pair key={name} name={name} text={value(column[at])} />
              ))}
            {row >= 0 && points!.costUsd[row] ? <Pair name="cost" text={usd(points!.costUsd[row])} /> : null}
            {row >= 0 && <Pair name="ended after" text={duration(points!.seconds[row])} />}
          </dl>
        </>
      )}
    </Dialog>
  );
}

const Pair = ({ name, text, strong }: { name: string; text: string; strong?: boolean }) => (
  <div class={strong ? "strong" : ""}>
    <dt>{name}</dt>
    <dd>{text}</dd>
  </div>
);
