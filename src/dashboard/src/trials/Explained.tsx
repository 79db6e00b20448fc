import { studyPath } from "../api/http.js";
import { useResource } from "../api/resource.js";
import type { Explanation } from "../api/types.js";
import { number, usd } from "../format/numbers.js";
import { trialHref } from "../study/context.js";
import { Show } from "../ui/parts.js";

/** Why a trial was chosen. */
export function Explained({ study, number: trial }: { study: string; number: number }) {
  const { state, reload } = useResource<Explanation>(studyPath(study, `/trials/${trial}/explain`));
  return (
    <section class="card" aria-label="Why it was chosen">
      <header>
        <h3>Why it was chosen</h3>
      </header>
      <Show state={state.value} again={reload} height={140}>
        {why => (
          <>
            {why.sentences.map(sentence => (
              <p key={sentence} class="sentence">
                {sentence}
              </p>
            ))}
            <dl class="pairs">
              {why.predictedValues && (
                <div>
                  <dt>Predicted value</dt>
                  <dd>
                    {why.predictedValues
                      .map((value, index) => `${number(value)} ± ${number(why.predictedDeviations?.[index], 2)}`)
                      .join(" · ")}
                  </dd>
                </div>
              )}
              {why.acquisitionValue !== undefined && (
                <div>
                  <dt>{why.acquisition ?? "Acquisition"}</dt>
                  <dd>{number(why.acquisitionValue)}</dd>
                </div>
              )}
              {why.predictedCostUsd !== undefined && (
                <div>
                  <dt>Predicted cost</dt>
                  <dd>{usd(why.predictedCostUsd)}</dd>
                </div>
              )}
              {why.reservedUsd !== undefined && (
                <div>
                  <dt>Set aside</dt>
                  <dd>{usd(why.reservedUsd)}</dd>
                </div>
              )}
              {(why.nearest?.length ?? 0) > 0 && (
                <div>
                  <dt>Nearest of the best</dt>
                  <dd>
                    {why.nearest!.map((near, index) => (
                      <>
                        {index > 0 && ", "}
                        <a key={near.number} href={trialHref(study, near.number)}>
                          {near.number}
                        </a>
                      </>
                    ))}
                  </dd>
                </div>
              )}
            </dl>
          </>
        )}
      </Show>
    </section>
  );
}
