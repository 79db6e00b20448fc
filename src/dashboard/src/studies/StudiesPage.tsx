import { count } from "../format/numbers.js";
import { mayWrite, whyNot } from "../state/key.js";
import { hrefOf, param, setParams } from "../state/url.js";
import { Icon } from "../ui/Icon.js";
import { Empty, Failure, Select } from "../ui/parts.js";
import { filtered, sorted, tagsOf, type SortBy } from "./list.js";
import { StudyRow } from "./StudyRow.js";
import { more, readMore, readStudies, studies, studiesError, useStudies } from "./useStudies.js";

const orders: [SortBy, string][] = [
  ["newest", "Running, then newest"],
  ["name", "Name"],
  ["progress", "Progress"],
  ["spent", "Money spent"],
  ["best", "Best value"],
];
const states: [string, string][] = [
  ["", "All states"],
  ["running", "Running"],
  ["pending", "Pending"],
  ["waiting", "Waiting"],
  ["ended", "Ended"],
];

export function StudiesPage() {
  useStudies();
  const all = studies.value;
  const [text, state, tag, sort] = [param("q"), param("state"), param("tag"), param("sort", "newest") as SortBy];
  const shown = sorted(filtered(all ?? [], { text, state, tag }), sort, param("reverse") === "1");
  const chosen = param("with")
    .split(",")
    .filter(name => name !== "");
  const tags = [...new Set((all ?? []).flatMap(tagsOf))].sort();
  return (
    <main>
      <header class="page-head">
        <h1>
          Studies{" "}
          {all && (
            <span class="muted">
              {count(all.length)}
              {more.value ? "+" : ""}
            </span>
          )}
        </h1>
        <span class="grow" />
        {chosen.length > 1 && (
          <a class="button" href={hrefOf("/compare", { study: chosen.join(",") })}>
            Compare {chosen.length}
          </a>
        )}
        <a class="button primary" href={hrefOf("/start")} aria-disabled={!mayWrite.value} title={whyNot("write")}>
          <Icon name="plus" />
          New study
        </a>
      </header>
      <div class="filters">
        <label class="search">
          <span class="sr-only">Search studies</span>
          <Icon name="search" />
          <input
            type="search"
            placeholder="Search name, objective, sampler, tag"
            value={text}
            onInput={event => setParams({ q: event.currentTarget.value })}
          />
        </label>
        <Select label="State" hideLabel value={state} of={states} change={value => setParams({ state: value })} />
        {tags.length > 0 && (
          <Select
            label="Tag"
            hideLabel
            value={tag}
            of={[["", "All tags"], ...tags.map(of => [of, of] as [string, string])]}
            change={value => setParams({ tag: value })}
          />
        )}
        <Select label="Sort by" hideLabel value={sort} of={orders} change={value => setParams({ sort: value === "newest" ? "" : value })} />
        <button
          type="button"
          class="icon"
          aria-label="Reverse order"
          aria-pressed={param("reverse") === "1"}
          onClick={() => setParams({ reverse: param("reverse") === "1" ? "" : "1" })}
        >
          <Icon name={param("reverse") === "1" ? "up" : "down"} />
        </button>
      </div>
      {studiesError.value && <Failure error={studiesError.value} again={() => void readStudies()} />}
      {all === null ? (
        !studiesError.value && <div class="skeleton tall" aria-busy="true" aria-label="Loading studies" />
      ) : all.length === 0 ? (
        <Empty icon="plus" title="No study yet">
          A study searches the best parameters of something that you run. <a href={hrefOf("/start")}>Start one here</a>, or from the command
          line: <code>tuner init</code>, <code>tuner run study.json</code>.
        </Empty>
      ) : shown.length === 0 ? (
        <Empty icon="search" title="No study matches">
          <button type="button" class="link" onClick={() => setParams({ q: "", state: "", tag: "" })}>
            Clear the filters
          </button>
        </Empty>
      ) : (
        <div class="table-wrap" role="region" aria-label="Studies" tabIndex={0}>
          <table class="studies">
            <thead>
              <tr>
                <th scope="col">
                  <span class="sr-only">Compare</span>
                </th>
                <th scope="col">Study</th>
                <th scope="col">State</th>
                <th scope="col">Progress</th>
                <th scope="col" class="num">
                  Best
                </th>
                <th scope="col">History</th>
                <th scope="col">Money</th>
                <th scope="col">Objective, sampler</th>
                <th scope="col">Created</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(study => (
                <StudyRow
                  key={study.name}
                  study={study}
                  isChosen={chosen.includes(study.name)}
                  choose={on =>
                    setParams({
                      with: [...chosen.filter(name => name !== study.name), ...(on ? [study.name] : [])].slice(-10).join(","),
                    })
                  }
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more.value && (
        <p>
          <button type="button" onClick={() => void readMore()}>
            Load more studies
          </button>
        </p>
      )}
    </main>
  );
}
