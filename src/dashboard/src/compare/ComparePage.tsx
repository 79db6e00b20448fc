import { useEffect, useState } from "preact/hooks";
import type { Comparison } from "../api/analysis.js";
import { get, query, studyPath } from "../api/http.js";
import { useResource } from "../api/resource.js";
import type { StudyView } from "../api/types.js";
import { Missing } from "../plots/missing.js";
import { hrefOf, param, setParams } from "../state/url.js";
import { readStudies, studies } from "../studies/useStudies.js";
import { metricsOf } from "../study/context.js";
import { Empty, Select, Show } from "../ui/parts.js";
import { colorOf, Compared } from "./Compared.js";

const Most = 10;

/** Two or more studies side by side. */
export function ComparePage() {
  useEffect(() => {
    if (studies.peek() === null) void readStudies().catch(() => undefined);
  }, []);
  const names = param("study")
    .split(",")
    .filter(name => name !== "");
  const shared = useShared(names);
  const metric = param("metric") || shared?.[0];
  const path =
    shared === null
      ? null
      : `compare?${names.map(name => `study=${encodeURIComponent(name)}`).join("&")}${query({ metric }).replace("?", "&")}`;
  const { state, reload } = useResource<Comparison>(path);
  const choose = (next: string[]): void => setParams({ study: next.slice(0, Most).join(",") });
  const others = (studies.value ?? []).map(({ name }) => name).filter(name => !names.includes(name));
  return (
    <main>
      <header class="page-head">
        <h1>Compare</h1>
      </header>
      <div class="filters">
        {names.map((name, index) => (
          <span key={name} class="chip">
            <i class="sign" style={{ background: colorOf(index) }} aria-hidden="true" />
            <a href={hrefOf(`/studies/${encodeURIComponent(name)}`)}>{name}</a>
            <button type="button" aria-label={`Leave ${name} out`} onClick={() => choose(names.filter(of => of !== name))}>
              ×
            </button>
          </span>
        ))}
        {names.length < Most && others.length > 0 && (
          <label class="select">
            <span class="sr-only">Add a study</span>
            <select value="" onChange={event => choose([...names, event.currentTarget.value])}>
              <option value="">Add a study …</option>
              {others.map(name => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {shared !== null && shared.length > 1 && (
          <Select
            label="Objective"
            value={metric!}
            of={shared.map(name => [name, name] as const)}
            change={of => setParams({ metric: of === shared[0] ? "" : of })}
          />
        )}
      </div>
      {names.length < 2 ? (
        <Empty icon="plus" title="Choose two studies or more">
          Their histories, distributions and importances are shown side by side.
        </Empty>
      ) : (
        <Show
          state={state.value}
          again={reload}
          missing={state.value.error?.message.includes("study") ? state.value.error.message : Missing}
        >
          {data => <Compared data={data} />}
        </Show>
      )}
    </main>
  );
}

/** The values that all of two or more studies have, in the order of the first; null until that is known. */
function useShared(names: readonly string[]): string[] | null {
  const [shared, setShared] = useState<string[] | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    setShared(null);
    if (names.length < 2) return;
    Promise.all(names.map(name => get<StudyView>(studyPath(name), abort.signal)))
      .then(views => setShared(views.map(metricsOf).reduce((all, own) => all.filter(name => own.includes(name)))))
      // What is wrong with a study the comparison itself says.
      .catch(() => !abort.signal.aborted && setShared([]));
    return () => abort.abort();
  }, [names.join()]);
  return shared;
}
