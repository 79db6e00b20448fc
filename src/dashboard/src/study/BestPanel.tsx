import { useContext } from "preact/hooks";
import { studyPath } from "../api/http.js";
import { useResource } from "../api/resource.js";
import type { Page, StudyView, Trial } from "../api/types.js";
import { number, value } from "../format/numbers.js";
import { Empty } from "../ui/parts.js";
import { CopyButton } from "../ui/CopyButton.js";
import { metricsOf, StudyContext, trialHref } from "./context.js";

/** The parameters to take. */
export function BestPanel({ study }: { study: StudyView }) {
  const names = metricsOf(study);
  const { age } = useContext(StudyContext);
  // With several values there is no one best: the knee of the front is the best trade-off.
  const knee = useResource<Page<Trial>>(names.length > 1 ? studyPath(study.name, "/best?by=knee&count=1") : null, age.value).state.value
    .data?.items[0];
  const best = names.length > 1 ? knee : study.best;
  return (
    <section class="card" aria-label="Best parameters">
      <header>
        <h3>{names.length > 1 ? "Best trade-off (knee)" : "Best parameters"}</h3>
        <span class="grow" />
        {best && (
          <CopyButton
            text={JSON.stringify({ ...study.spec.defaults, ...best.parameters, ...study.spec.fixed }, null, 2)}
            label="Copy as JSON"
          />
        )}
      </header>
      {!best ? (
        <Empty title="No complete trial yet">The best parameters stand here as soon as a trial is complete.</Empty>
      ) : (
        <dl class="pairs">
          {names.map((name, index) => (
            <div key={name} class="strong">
              <dt>{name}</dt>
              <dd>{number(best.values?.[index], 6)}</dd>
            </div>
          ))}
          {Object.entries(best.parameters).map(([name, of]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value(of)}</dd>
            </div>
          ))}
          <div>
            <dt>trial</dt>
            <dd>
              <a href={trialHref(study.name, best.number)}>{best.number}</a>
            </dd>
          </div>
        </dl>
      )}
    </section>
  );
}
