import type { StudySummary } from "../api/types.js";
import { count, number } from "../format/numbers.js";
import { hrefOf, setParams } from "../state/url.js";
import { Bar, BudgetBar, StudyState, Time } from "../ui/parts.js";
import { FrontCell } from "./FrontCell.js";
import { Sparkline } from "./Sparkline.js";
import { tagsOf } from "./list.js";

export function StudyRow({ study, isChosen, choose }: { study: StudySummary; isChosen: boolean; choose: (on: boolean) => void }) {
  if (study.error)
    return (
      <tr>
        <td class="pick" />
        <td class="name">
          <b>{study.name}</b>
        </td>
        <td colSpan={7} class="bad-text">
          {study.error}
        </td>
      </tr>
    );
  return (
    <tr>
      <td class="pick">
        <input
          type="checkbox"
          aria-label={`Compare ${study.name}`}
          checked={isChosen}
          onChange={event => choose(event.currentTarget.checked)}
        />
      </td>
      <td class="name">
        <a href={hrefOf(`/studies/${encodeURIComponent(study.name)}`)}>{study.name}</a>
        <span class="tags">
          {tagsOf(study).map(tag => (
            <button type="button" key={tag} class="tag" title={`Only studies with ${tag}`} onClick={() => setParams({ tag })}>
              {tag}
            </button>
          ))}
        </span>
      </td>
      <td class="state">
        <StudyState study={study} />
      </td>
      <td class="progress">
        <Progress study={study} />
      </td>
      <td class="num best">
        {(study.directions?.length ?? 1) > 1 ? <FrontCell name={study.name} version={study.counts.complete} /> : number(study.bestValue)}
      </td>
      <td class="curve">
        <Sparkline name={study.name} version={study.counts.ended} />
      </td>
      <td class="money">
        <BudgetBar ledger={study.ledger} />
      </td>
      <td class="muted how">
        <span title={study.objective}>{study.objective}</span>
        <span>{study.sampler ?? "–"}</span>
      </td>
      <td class="muted created">
        <Time at={study.createdAt} relative />
      </td>
    </tr>
  );
}

export function Progress({ study: { counts, trials } }: { study: Pick<StudySummary, "counts" | "trials"> }) {
  const of = Math.max(1, trials);
  const states = ["complete", "pruned", "failed", "running"] as const;
  const said = `${states.map(state => `${count(counts[state])} ${state}`).join(", ")} of ${count(trials)}`;
  return (
    <div class="bar-cell">
      <span>
        {count(counts.ended)} <span class="muted">/ {count(trials)}</span>
      </span>
      <Bar
        label={said}
        parts={[
          [counts.complete / of, "complete"],
          [counts.pruned / of, "pruned"],
          [counts.failed / of, "failed"],
          [counts.running / of, "running"],
        ]}
      />
    </div>
  );
}
