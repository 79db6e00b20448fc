import { studyPath } from "../api/http.js";
import { useResource } from "../api/resource.js";
import type { Trial } from "../api/types.js";
import { number, usd, value as shown } from "../format/numbers.js";
import { duration } from "../format/time.js";
import { metricsOf, useThisStudy } from "../study/context.js";
import { Dialog } from "../ui/Dialog.js";

/** Up to five trials side by side; where they differ is marked. */
export function CompareTrials({ numbers, close }: { numbers: readonly number[]; close: () => void }) {
  const study = useThisStudy();
  const read = Array.from(
    { length: 5 },
    (_, index) =>
      useResource<Trial>(numbers[index] === undefined ? null : studyPath(study.name, `/trials/${numbers[index]}`)).state.value.data,
  );
  const trials = read.filter((trial): trial is Trial => trial !== null);
  const rows: [string, string[]][] = [
    ["state", trials.map(({ state }) => state)],
    ...metricsOf(study).map((name, index): [string, string[]] => [name, trials.map(({ values }) => number(values?.[index], 6))]),
    ...[...new Set(trials.flatMap(({ parameters }) => Object.keys(parameters)))].map((name): [string, string[]] => [
      name,
      trials.map(({ parameters }) => shown(parameters[name])),
    ]),
    ...[...new Set(trials.flatMap(({ metrics }) => Object.keys(metrics ?? {})))].map((name): [string, string[]] => [
      name,
      trials.map(({ metrics }) => number(metrics?.[name], 6)),
    ]),
    ["cost", trials.map(({ costUsd }) => usd(costUsd))],
    ["took", trials.map(({ durationSeconds }) => duration(durationSeconds))],
  ];
  return (
    <Dialog title="Compare trials" close={close} wide>
      <div class="table-wrap" tabIndex={0} role="region" aria-label="Trials side by side">
        <table>
          <thead>
            <tr>
              <th scope="col">Field</th>
              {trials.map(trial => (
                <th key={trial.number} scope="col" class="num">
                  Trial {trial.number}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, cells]) => (
              <tr key={name} class={new Set(cells).size > 1 ? "differs" : ""}>
                <th scope="row">{name}</th>
                {cells.map((cell, index) => (
                  <td key={index} class="num">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  );
}
