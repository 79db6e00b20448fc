import { useState } from "preact/hooks";
import { query, remove } from "../api/http.js";
import { useResource } from "../api/resource.js";
import type { Memory, Page } from "../api/types.js";
import { count, number, usd, value as shown } from "../format/numbers.js";
import { mayWrite, whyNot } from "../state/key.js";
import { hrefOf, param, setParams } from "../state/url.js";
import { bestText } from "../studies/FrontCell.js";
import { valuesOf } from "../study/SpaceCard.js";
import { Confirm, Dialog } from "../ui/Dialog.js";
import { Empty, Show, Time } from "../ui/parts.js";

/** What studies that ended have left to learn from. */
export function MemoryPage() {
  const after = param("after");
  const { state, reload } = useResource<Page<Memory>>(`memory${query({ limit: 200, after })}`);
  const [forgotten, setForgotten] = useState<Memory | null>(null);
  const shownId = param("id");
  return (
    <main>
      <header class="page-head">
        <h1>Memory</h1>
      </header>
      <p class="note">
        The best points of studies that have ended. A study with a <code>warmStart</code> begins with those of similar ones.
      </p>
      <Show state={state.value} again={reload}>
        {page =>
          page.items.length === 0 ? (
            <Empty title="Nothing remembered yet">Each study that ends with complete trials leaves its best points here.</Empty>
          ) : (
            <>
              <div class="table-wrap" tabIndex={0} role="region" aria-label="Memory">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">Study</th>
                      <th scope="col">Objective</th>
                      <th scope="col">Tags</th>
                      <th scope="col" class="num">
                        Trials
                      </th>
                      <th scope="col" class="num">
                        Best
                      </th>
                      <th scope="col" class="num">
                        Per trial
                      </th>
                      <th scope="col">Ended</th>
                      <th scope="col">
                        <span class="sr-only">Actions</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {page.items.map(memory => (
                      <tr key={memory.id}>
                        <td class="name">
                          <button type="button" class="link" onClick={() => setParams({ id: memory.id })}>
                            {memory.name}
                          </button>
                        </td>
                        <td class="muted">{memory.objective}</td>
                        <td>
                          <span class="tags">
                            {Object.entries(memory.tags ?? {}).map(([name, of]) => (
                              <span key={name} class="tag">
                                {name}={of}
                              </span>
                            ))}
                          </span>
                        </td>
                        <td class="num">{count(memory.trials)}</td>
                        <td class="num">{bestText(memory.bestValues)}</td>
                        <td class="num">{usd(memory.costPerTrialUsd)}</td>
                        <td>
                          <Time at={memory.endedAt} relative />
                        </td>
                        <td>
                          <button
                            type="button"
                            class="small"
                            disabled={!mayWrite.value}
                            title={whyNot("write")}
                            onClick={() => setForgotten(memory)}
                          >
                            Forget
                          </button>
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              {page.next && (
                <p>
                  <button type="button" onClick={() => setParams({ after: page.next })}>
                    Further ones
                  </button>
                </p>
              )}
              {after && (
                <p>
                  <button type="button" class="link" onClick={() => setParams({ after: "" })}>
                    Back to the first
                  </button>
                </p>
              )}
            </>
          )
        }
      </Show>
      {shownId && <Remembered id={shownId} close={() => setParams({ id: "" })} />}
      {forgotten && (
        <Confirm
          title={`Forget ${forgotten.name}?`}
          verb="Forget"
          danger
          close={() => setForgotten(null)}
          act={async () => {
            await remove(`memory/${encodeURIComponent(forgotten.id)}`);
            reload();
          }}
        >
          <p>No study learns from it any more. The study itself stays.</p>
        </Confirm>
      )}
    </main>
  );
}

function Remembered({ id, close }: { id: string; close: () => void }) {
  const { state, reload } = useResource<Memory>(`memory/${encodeURIComponent(id)}`);
  return (
    <Dialog title={state.value.data?.name ?? "Memory"} close={close} wide>
      <Show state={state.value} again={reload}>
        {memory => (
          <>
            <p>
              <a href={hrefOf(`/studies/${encodeURIComponent(memory.name)}`)}>The study</a> · {memory.directions.join(", ")}{" "}
              {memory.valueNames.join(", ")}
            </p>
            <div class="table-wrap" tabIndex={0} role="region" aria-label="Best points">
              <table>
                <thead>
                  <tr>
                    {memory.valueNames.map(name => (
                      <th key={name} scope="col" class="num">
                        {name}
                      </th>
                    ))}
                    {(memory.searchSpace ?? []).map(({ name }) => (
                      <th key={name} scope="col" class="num">
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {(memory.best ?? []).map((point, index) => (
                    <tr key={index}>
                      {point.values.map((of, at) => (
                        <td key={at} class="num">
                          {number(of, 6)}
                        </td>
                      ))}
                      {(memory.searchSpace ?? []).map(({ name }) => (
                        <td key={name} class="num">
                          {shown(point.parameters[name])}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <dl class="pairs">
              {(memory.searchSpace ?? []).map(parameter => (
                <div key={parameter.name}>
                  <dt>{parameter.name}</dt>
                  <dd>{valuesOf(parameter)}</dd>
                </div>
              ))}
            </dl>
          </>
        )}
      </Show>
    </Dialog>
  );
}
