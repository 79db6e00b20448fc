import { useState } from "preact/hooks";
import { asApiError, patch, post } from "../api/http.js";
import { useResource } from "../api/resource.js";
import type { Page, Schedule } from "../api/types.js";
import { number } from "../format/numbers.js";
import { mayWrite, whyNot } from "../state/key.js";
import { hrefOf } from "../state/url.js";
import { Empty, Show, Time } from "../ui/parts.js";
import { RunBadge } from "./RunBadge.js";

export function SchedulesPage() {
  const { state, reload } = useResource<Page<Schedule>>("schedules");
  const [error, setError] = useState("");
  const act = (work: Promise<unknown>): void =>
    void work.then(
      () => {
        setError("");
        reload();
      },
      (failure: unknown) => setError(asApiError(failure).message),
    );
  return (
    <main>
      <header class="page-head">
        <h1>Schedules</h1>
      </header>
      {error && (
        <p class="banner bad" role="alert">
          {error}
        </p>
      )}
      <Show state={state.value} again={reload}>
        {page =>
          page.items.length === 0 ? (
            <Empty title="No schedule yet">
              A schedule starts a study again and again, and promotes what is better than before. Make one:{" "}
              <code>tuner schedule set NAME FILE</code>.
            </Empty>
          ) : (
            <div class="table-wrap" tabIndex={0} role="region" aria-label="Schedules">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Schedule</th>
                    <th scope="col">When</th>
                    <th scope="col">Next</th>
                    <th scope="col">Last run</th>
                    <th scope="col" class="num">
                      Promoted
                    </th>
                    <th scope="col">Enabled</th>
                    <th scope="col">
                      <span class="sr-only">Actions</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {page.items.map(schedule => (
                    <Row key={schedule.name} schedule={schedule} act={act} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Show>
    </main>
  );
}

function Row({ schedule, act }: { schedule: Schedule; act: (work: Promise<unknown>) => void }) {
  const { name, spec, runs, next, promoted } = schedule;
  const last = runs[0];
  const path = `schedules/${encodeURIComponent(name)}`;
  return (
    <tr>
      <td class="name">
        <a href={hrefOf(`/${path}`)}>{name}</a>
      </td>
      <td>
        <code>{spec.cron}</code> <span class="muted">{spec.timeZone}</span>
      </td>
      <td>{spec.enabled ? <Time at={next[0]} relative /> : <span class="muted">off</span>}</td>
      <td>
        {last ? (
          <>
            <RunBadge run={last} /> <Time at={last.takenAt} relative />
          </>
        ) : (
          <span class="muted">none yet</span>
        )}
      </td>
      <td class="num">{number(promoted?.value)}</td>
      <td>
        <button
          type="button"
          role="switch"
          class="switch"
          aria-checked={spec.enabled}
          aria-label={`${name} enabled`}
          disabled={!mayWrite.value}
          title={whyNot("write")}
          onClick={() => act(patch(path, { enabled: !spec.enabled }))}
        >
          <i />
        </button>
      </td>
      <td>
        <button type="button" class="small" disabled={!mayWrite.value} title={whyNot("write")} onClick={() => act(post(`${path}/run`))}>
          Run now
        </button>
      </td>
    </tr>
  );
}
