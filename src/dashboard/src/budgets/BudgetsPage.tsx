import { useEffect, useState } from "preact/hooks";
import { put, remove } from "../api/http.js";
import { useResource } from "../api/resource.js";
import type { Budget, Page } from "../api/types.js";
import { count, usd } from "../format/numbers.js";
import { isAdmin, whyNot } from "../state/key.js";
import { hrefOf } from "../state/url.js";
import { readStudies, studies } from "../studies/useStudies.js";
import { Confirm } from "../ui/Dialog.js";
import { BudgetBar, Empty, Show, StudyState, Time } from "../ui/parts.js";

/** The budgets that studies share, and the studies that wait for their turn or for money. */
export function BudgetsPage() {
  const { state, reload } = useResource<Page<Budget>>("budgets");
  const [edited, setEdited] = useState<Budget | "new" | null>(null);
  const [deleted, setDeleted] = useState<Budget | null>(null);
  useEffect(() => {
    void readStudies().catch(() => undefined);
  }, []);
  const waiting = (studies.value ?? [])
    .filter(study => study.waiting)
    .sort((a, b) => (a.waiting!.position ?? 0) - (b.waiting!.position ?? 0));
  return (
    <main>
      <header class="page-head">
        <h1>Budgets and queue</h1>
        <span class="grow" />
        <button type="button" disabled={!isAdmin.value} title={whyNot("admin")} onClick={() => setEdited("new")}>
          New budget
        </button>
      </header>
      <h2>Shared budgets</h2>
      <Show state={state.value} again={reload} height={120}>
        {page =>
          page.items.length === 0 ? (
            <Empty title="No shared budget">
              Studies whose file says{" "}
              <code>
                "budget": {"{"}"group": "NAME"{"}"}
              </code>{" "}
              spend from one limit together.
            </Empty>
          ) : (
            <div class="grid">
              {page.items.map(budget => (
                <section key={budget.name} class="card" aria-label={budget.name}>
                  <header>
                    <h3>{budget.name}</h3>
                    {budget.period !== "none" && <span class="tag">per {budget.period}</span>}
                    <span class="grow" />
                    <button type="button" class="small" disabled={!isAdmin.value} title={whyNot("admin")} onClick={() => setEdited(budget)}>
                      Change
                    </button>
                    <button
                      type="button"
                      class="small danger-quiet"
                      disabled={!isAdmin.value}
                      title={whyNot("admin")}
                      onClick={() => setDeleted(budget)}
                    >
                      Delete
                    </button>
                  </header>
                  <BudgetBar ledger={budget} />
                  <dl class="pairs">
                    <div>
                      <dt>Free</dt>
                      <dd>{usd(budget.freeUsd)}</dd>
                    </div>
                    <div>
                      <dt>Reserved</dt>
                      <dd>{usd(budget.reservedUsd)}</dd>
                    </div>
                    {budget.overrunUsd > 0 && (
                      <div class="bad-text">
                        <dt>Overrun</dt>
                        <dd>{usd(budget.overrunUsd)}</dd>
                      </div>
                    )}
                    {budget.maxStudies !== undefined && (
                      <div>
                        <dt>Studies at once</dt>
                        <dd>{count(budget.maxStudies)}</dd>
                      </div>
                    )}
                    {budget.periodEnd && (
                      <div>
                        <dt>Renewed</dt>
                        <dd>
                          <Time at={budget.periodEnd} />
                        </dd>
                      </div>
                    )}
                    {budget.alerts.map(alert => (
                      <div key={alert.percent}>
                        <dt>{alert.percent} % reached</dt>
                        <dd>
                          <Time at={alert.at} />
                        </dd>
                      </div>
                    ))}
                  </dl>
                  {budget.studies.length > 0 && (
                    <table>
                      <thead>
                        <tr>
                          <th scope="col">Study</th>
                          <th scope="col" class="num">
                            Spent
                          </th>
                          <th scope="col" class="num">
                            Reserved
                          </th>
                        </tr>
                      </thead>
                      <tbody>
                        {budget.studies.map(of => (
                          <tr key={of.study}>
                            <td>
                              <a href={hrefOf(`/studies/${encodeURIComponent(of.study)}`)}>{of.study}</a>
                              {of.waiting && (
                                <>
                                  {" "}
                                  <span class="tag">waits</span>
                                </>
                              )}
                            </td>
                            <td class="num">{usd(of.spentUsd)}</td>
                            <td class="num">{usd(of.reservedUsd)}</td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  )}
                </section>
              ))}
            </div>
          )
        }
      </Show>
      <h2>Queue</h2>
      {waiting.length === 0 ? (
        <p class="note">No study waits.</p>
      ) : (
        <div class="table-wrap" tabIndex={0} role="region" aria-label="Queue">
          <table>
            <thead>
              <tr>
                <th scope="col" class="num">
                  Place
                </th>
                <th scope="col">Study</th>
                <th scope="col">State</th>
                <th scope="col" class="num">
                  Priority
                </th>
                <th scope="col">Since</th>
              </tr>
            </thead>
            <tbody>
              {waiting.map(study => (
                <tr key={study.name}>
                  <td class="num">{study.waiting!.position ?? "–"}</td>
                  <td class="name">
                    <a href={hrefOf(`/studies/${encodeURIComponent(study.name)}`)}>{study.name}</a>
                  </td>
                  <td>
                    <StudyState study={study} />
                  </td>
                  <td class="num">{study.priority}</td>
                  <td>
                    <Time at={study.createdAt} relative />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {edited && <Edit budget={edited === "new" ? null : edited} close={() => setEdited(null)} done={reload} />}
      {deleted && (
        <Confirm
          title={`Delete ${deleted.name}?`}
          verb="Delete budget"
          danger
          close={() => setDeleted(null)}
          act={async () => {
            await remove(`budgets/${encodeURIComponent(deleted.name)}`);
            reload();
          }}
        >
          <p>It must have no study left that runs.</p>
        </Confirm>
      )}
    </main>
  );
}

function Edit({ budget, close, done }: { budget: Budget | null; close: () => void; done: () => void }) {
  const [name, setName] = useState(budget?.name ?? "");
  const [limit, setLimit] = useState(`${budget?.limitUsd ?? 100}`);
  const [period, setPeriod] = useState<string>(budget?.period ?? "month");
  const [most, setMost] = useState(budget?.maxStudies === undefined ? "" : `${budget.maxStudies}`);
  const act = async (): Promise<void> => {
    await put(`budgets/${encodeURIComponent(name)}`, {
      limitUsd: Number(limit),
      period,
      ...(most === "" ? {} : { maxStudies: Number(most) }),
      ...(budget?.notify ? { notify: budget.notify } : {}),
    });
    done();
  };
  return (
    <Confirm
      title={budget ? `Change ${budget.name}` : "New budget"}
      verb="Save"
      close={close}
      act={act}
      disabled={name === "" || limit === ""}
    >
      {!budget && (
        <label class="field">
          Name
          <input value={name} onInput={event => setName(event.currentTarget.value)} />
        </label>
      )}
      <label class="field">
        Limit, US dollars
        <input type="number" min="0" step="any" value={limit} onInput={event => setLimit(event.currentTarget.value)} />
      </label>
      <label class="field">
        Renewed every
        <select value={period} onChange={event => setPeriod(event.currentTarget.value)}>
          <option value="none">never</option>
          <option value="week">week</option>
          <option value="month">month</option>
        </select>
      </label>
      <label class="field">
        Studies at once
        <input type="number" min="1" step="1" placeholder="any number" value={most} onInput={event => setMost(event.currentTarget.value)} />
      </label>
    </Confirm>
  );
}
