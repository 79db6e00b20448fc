import { useMemo, useState } from "preact/hooks";
import { asApiError, patch, post, remove } from "../api/http.js";
import { useResource } from "../api/resource.js";
import type { Schedule } from "../api/types.js";
import { ChartCard } from "../charts/ChartCard.js";
import { palette } from "../charts/colors.js";
import { drawFigure, rangesOf, type Figure } from "../charts/figure.js";
import { Legend } from "../charts/Legend.js";
import { XY } from "../charts/XY.js";
import { number, value as shown } from "../format/numbers.js";
import { mayWrite, whyNot } from "../state/key.js";
import { painted } from "../state/theme.js";
import { go, hrefOf, param, setParams } from "../state/url.js";
import { CopyButton } from "../ui/CopyButton.js";
import { Confirm } from "../ui/Dialog.js";
import { Empty, Show, Time, Toggle } from "../ui/parts.js";
import { RunBadge } from "./RunBadge.js";

/** A schedule: its runs, their values, and what is promoted. */
export function SchedulePage({ name }: { name: string }) {
  const path = `schedules/${encodeURIComponent(name)}`;
  const { state, reload } = useResource<Schedule>(path);
  const [error, setError] = useState("");
  const [asked, setAsked] = useState(false);
  const act = (work: Promise<unknown>): void =>
    void work.then(
      () => {
        setError("");
        reload();
      },
      (failure: unknown) => setError(asApiError(failure).message),
    );
  const enabled = state.value.data?.spec.enabled ?? false;
  return (
    <main>
      <header class="page-head">
        <nav aria-label="Breadcrumb" class="crumbs">
          <a href={hrefOf("/schedules")}>Schedules</a>
          <span aria-hidden="true">/</span>
        </nav>
        <h1>{name}</h1>
        <span class="grow" />
        <button type="button" disabled={!mayWrite.value} title={whyNot("write")} onClick={() => act(post(`${path}/run`))}>
          Run now
        </button>
        <button type="button" disabled={!mayWrite.value} title={whyNot("write")} onClick={() => act(patch(path, { enabled: !enabled }))}>
          {enabled ? "Disable" : "Enable"}
        </button>
        <button type="button" class="danger-quiet" disabled={!mayWrite.value} title={whyNot("write")} onClick={() => setAsked(true)}>
          Delete
        </button>
      </header>
      {error && (
        <p class="banner bad" role="alert">
          {error}
        </p>
      )}
      <Show state={state.value} again={reload} missing="There is no schedule of that name.">
        {schedule => <Body schedule={schedule} />}
      </Show>
      {asked && (
        <Confirm
          title={`Delete ${name}?`}
          verb="Delete schedule"
          danger
          close={() => setAsked(false)}
          act={async () => {
            await remove(path);
            go(hrefOf("/schedules"));
          }}
        >
          <p>No further study is started by it, and nothing is promoted any more. The studies that it has started stay.</p>
        </Confirm>
      )}
    </main>
  );
}

function Body({ schedule }: { schedule: Schedule }) {
  const colors = palette();
  const log = param("log.runs") === "1";
  const runs = useMemo(() => [...schedule.runs].filter(run => run.value !== undefined).reverse(), [schedule]);
  const figure = useMemo(
    (): Figure => ({
      x: { label: "Run", kind: "integer" },
      y: { label: "Best value", log },
      marks: [
        { kind: "line", x: runs.map((_, index) => index + 1), y: runs.map(run => run.value!), color: colors.muted, width: 1.25 },
        {
          kind: "points",
          x: runs.map((_, index) => index + 1),
          y: runs.map(run => run.value!),
          size: 4.5,
          alpha: 1,
          color: runs.map(run => (run.result === "promoted" ? colors.good : run.result === "worse" ? colors.states.failed : colors.muted)),
          ids: runs.map((_, index) => index),
          say: index => [runs[index]!.study, `value ${number(runs[index]!.value, 6)}`, runs[index]!.result ?? runs[index]!.state],
        },
        {
          kind: "points",
          label: "promoted",
          ring: true,
          size: 8,
          color: colors.good,
          x: runs.map((run, index) => (run.result === "promoted" ? index + 1 : null)),
          y: runs.map(run => run.value!),
        },
      ],
    }),
    [runs, log, painted.value],
  );
  const { promoted, next, spec } = schedule;
  return (
    <div class="grid">
      <ChartCard
        title="Values over runs"
        of={schedule.name}
        wide
        controls={<Toggle label="log" on={log} change={on => setParams({ "log.runs": on ? "1" : "" })} />}
        picture={{ height: 260, draw: (pen, width, height) => drawFigure(pen, figure, rangesOf(figure), width, height, colors) }}
        table={() => ({
          columns: ["Run", "Study", "Value", "Result"],
          rows: runs.map((run, index) => [index + 1, run.study, run.value ?? null, run.result ?? run.state]),
        })}
      >
        {runs.length === 0 ? (
          <div class="center tall">
            <Empty title="No run has ended yet">Each run is a study; its best value stands here.</Empty>
          </div>
        ) : (
          <>
            <XY figure={figure} height={260} open={index => go(hrefOf(`/studies/${encodeURIComponent(runs[index]!.study)}`))} label={`Best values of ${runs.length} runs`} />
            <Legend
              entries={[
                { label: "promoted (ringed)", color: colors.good },
                { label: "worse than what is promoted", color: colors.states.failed },
                { label: "kept", color: colors.muted },
              ]}
            />
          </>
        )}
      </ChartCard>
      <section class="card" aria-label="Promoted">
        <header>
          <h3>Promoted</h3>
          <span class="grow" />
          {promoted && <CopyButton text={JSON.stringify(promoted.parameters, null, 2)} label="Copy as JSON" />}
        </header>
        {!promoted ? (
          <Empty title="Nothing promoted yet">The first run that finds a point to deploy promotes it.</Empty>
        ) : (
          <dl class="pairs">
            <div class="strong">
              <dt>value</dt>
              <dd>{number(promoted.value, 6)}</dd>
            </div>
            {Object.entries(promoted.parameters).map(([name, of]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{shown(of)}</dd>
              </div>
            ))}
            <div>
              <dt>from</dt>
              <dd>
                <a href={hrefOf(`/studies/${encodeURIComponent(promoted.study)}`)}>{promoted.study}</a>, trial {promoted.trial}
              </dd>
            </div>
            <div>
              <dt>since</dt>
              <dd>
                <Time at={promoted.promotedAt} />
              </dd>
            </div>
          </dl>
        )}
      </section>
      <section class="card" aria-label="When">
        <header>
          <h3>When</h3>
        </header>
        <dl class="pairs">
          <div>
            <dt>Cron</dt>
            <dd>
              <code>{spec.cron}</code> {spec.timeZone}
            </dd>
          </div>
          {next.slice(0, 3).map((at, index) => (
            <div key={at}>
              <dt>{index === 0 ? "Next" : ""}</dt>
              <dd>
                <Time at={at} />
              </dd>
            </div>
          ))}
          <div>
            <dt>While a run goes on</dt>
            <dd>{spec.overlap}</dd>
          </div>
          <div>
            <dt>Missed slots</dt>
            <dd>{spec.catchUp}</dd>
          </div>
        </dl>
      </section>
      <section class="card wide" aria-label="Runs">
        <header>
          <h3>Runs</h3>
        </header>
        <div class="table-wrap" tabIndex={0} role="region" aria-label="Runs of the schedule">
          <table>
            <thead>
              <tr>
                <th scope="col">Study</th>
                <th scope="col">Result</th>
                <th scope="col">Taken</th>
                <th scope="col">Ended</th>
                <th scope="col" class="num">
                  Value
                </th>
                <th scope="col" class="num">
                  Promoted then
                </th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {schedule.runs.map(run => (
                <tr key={run.study + run.takenAt}>
                  <td>
                    <a href={hrefOf(`/studies/${encodeURIComponent(run.study)}`)}>{run.study}</a>
                  </td>
                  <td>
                    <RunBadge run={run} />
                  </td>
                  <td>
                    <Time at={run.takenAt} />
                  </td>
                  <td>
                    <Time at={run.endedAt} />
                  </td>
                  <td class="num">{number(run.value, 6)}</td>
                  <td class="num">{number(run.promotedValue, 6)}</td>
                  <td class="muted">{run.reason ?? run.comparison ?? ""}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </div>
  );
}
