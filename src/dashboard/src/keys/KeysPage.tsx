import { useState } from "preact/hooks";
import { post, remove } from "../api/http.js";
import { useResource } from "../api/resource.js";
import type { ApiKey, Page } from "../api/types.js";
import { usd } from "../format/numbers.js";
import { isAdmin, scope } from "../state/key.js";
import { CopyButton } from "../ui/CopyButton.js";
import { Confirm, Dialog } from "../ui/Dialog.js";
import { Empty, Show, Time } from "../ui/parts.js";

/** Who may do what. */
export function KeysPage() {
  const { state, reload } = useResource<Page<ApiKey>>(isAdmin.value ? "keys" : null);
  const [asked, setAsked] = useState<"new" | ApiKey | null>(null);
  const [made, setMade] = useState<ApiKey | null>(null);
  if (!isAdmin.value)
    return (
      <main>
        <header class="page-head">
          <h1>Keys</h1>
        </header>
        <Empty icon="key" title="Keys are for admins">
          Your key has the scope {scope.value}. Sign in with an admin key to see and make keys.
        </Empty>
      </main>
    );
  return (
    <main>
      <header class="page-head">
        <h1>Keys</h1>
        <span class="grow" />
        <button type="button" class="primary" onClick={() => setAsked("new")}>
          New key
        </button>
      </header>
      <Show state={state.value} again={reload}>
        {page =>
          page.items.length === 0 ? (
            <Empty icon="key" title="No key but the server's own">
              Give each worker, person and program a key of its own, with no more scope than it needs.
            </Empty>
          ) : (
            <div class="table-wrap" tabIndex={0} role="region" aria-label="Keys">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col">Scope</th>
                    <th scope="col">Allowance</th>
                    <th scope="col">Created</th>
                    <th scope="col">Last used</th>
                    <th scope="col">Ends</th>
                    <th scope="col">
                      <span class="sr-only">Actions</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {page.items.map(key => (
                    <tr key={key.id} class={key.revokedAt ? "faded" : ""}>
                      <td class="name">
                        {key.name}
                        <small class="muted"> {key.id}</small>
                      </td>
                      <td>
                        <span class="tag">{key.scope}</span>
                      </td>
                      <td>
                        {key.allowance ? `${usd(key.allowance.leftUsd)} of ${usd(key.allowance.totalUsd)} left` : "–"}
                        {key.maxStudies !== undefined && ` · ${key.maxStudies} studies at once`}
                      </td>
                      <td>
                        <Time at={key.createdAt} relative />
                      </td>
                      <td>
                        <Time at={key.lastUsedAt} relative />
                      </td>
                      <td>
                        {key.revokedAt ? (
                          <>
                            revoked <Time at={key.revokedAt} relative />
                          </>
                        ) : (
                          <Time at={key.expiresAt} />
                        )}
                      </td>
                      <td>
                        {!key.revokedAt && (
                          <button type="button" class="small danger-quiet" onClick={() => setAsked(key)}>
                            Revoke
                          </button>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Show>
      {asked === "new" && (
        <Create
          close={() => setAsked(null)}
          done={key => {
            setMade(key);
            reload();
          }}
        />
      )}
      {asked && asked !== "new" && (
        <Confirm
          title={`Revoke ${asked.name}?`}
          verb="Revoke"
          danger
          close={() => setAsked(null)}
          act={async () => {
            await remove(`keys/${asked.id}`);
            reload();
          }}
        >
          <p>It is refused within ten seconds. Studies that were started with it go on.</p>
        </Confirm>
      )}
      {made && (
        <Dialog title={`The key ${made.name}`} close={() => setMade(null)}>
          <p>It is shown this once, and kept nowhere as it is.</p>
          <pre class="log" tabIndex={0}>
            {made.key}
          </pre>
          <CopyButton text={made.key ?? ""} label="Copy the key" />
        </Dialog>
      )}
    </main>
  );
}

function Create({ close, done }: { close: () => void; done: (key: ApiKey) => void }) {
  const [name, setName] = useState("");
  const [scopeName, setScope] = useState("read");
  const [days, setDays] = useState("");
  const [allowance, setAllowance] = useState("");
  const act = async (): Promise<void> =>
    done(
      await post<ApiKey>("keys", {
        name,
        scope: scopeName,
        ...(days === "" ? {} : { expiresAt: new Date(Date.now() + Number(days) * 86_400_000).toISOString() }),
        ...(allowance === "" ? {} : { allowanceUsd: Number(allowance) }),
      }),
    );
  return (
    <Confirm title="New key" verb="Make key" close={close} act={act} disabled={name === ""}>
      <label class="field">
        Who or what it is for
        <input value={name} onInput={event => setName(event.currentTarget.value)} />
      </label>
      <label class="field">
        Scope
        <select value={scopeName} onChange={event => setScope(event.currentTarget.value)}>
          <option value="read">read: look at everything but keys</option>
          <option value="work">work: also evaluate trials</option>
          <option value="write">write: also start, change and delete studies</option>
          <option value="admin">admin: also keys, and programs on the server</option>
        </select>
      </label>
      <label class="field">
        Ends after so many days
        <input type="number" min="1" placeholder="never" value={days} onInput={event => setDays(event.currentTarget.value)} />
      </label>
      {scopeName === "write" && (
        <label class="field">
          Allowance, US dollars
          <input
            type="number"
            min="0"
            step="any"
            placeholder="none"
            value={allowance}
            onInput={event => setAllowance(event.currentTarget.value)}
          />
        </label>
      )}
    </Confirm>
  );
}
