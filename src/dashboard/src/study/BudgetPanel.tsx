import { hasServer } from "../api/http.js";
import type { StudyView } from "../api/types.js";
import { count, percent, usd } from "../format/numbers.js";
import { perImprovement } from "../plots/history.js";
import { hrefOf } from "../state/url.js";
import { BudgetBar } from "../ui/parts.js";
import { useHistory } from "./context.js";
import { forecast } from "./forecast.js";

/** What was spent, what is set aside, and what it will come to. */
export function BudgetPanel({ study }: { study: StudyView }) {
  const { ledger, spec, counts } = study;
  const history = useHistory().state.data;
  const expected = forecast(study);
  const dear = history ? perImprovement(history) : null;
  return (
    <section class="card" aria-label="Budget">
      <header>
        <h3>Budget</h3>
        <span class="grow" />
        {spec.budget?.group &&
          (hasServer() ? (
            <a href={hrefOf("/budgets")}>shared: {spec.budget.group}</a>
          ) : (
            <span class="muted">shared: {spec.budget.group}</span>
          ))}
      </header>
      <BudgetBar ledger={ledger} />
      <dl class="pairs">
        <div>
          <dt>Spent</dt>
          <dd>{usd(ledger.spentUsd)}</dd>
        </div>
        <div>
          <dt>Reserved for running trials</dt>
          <dd>{usd(ledger.reservedUsd)}</dd>
        </div>
        {ledger.limitUsd !== undefined && (
          <div>
            <dt>Free</dt>
            <dd>{usd(Math.max(0, ledger.limitUsd - ledger.spentUsd - ledger.reservedUsd))}</dd>
          </div>
        )}
        {expected && (
          <div>
            <dt>{study.state === "ended" ? "Cost of a trial" : "Forecast at the end"}</dt>
            <dd>
              {study.state === "ended" ? (
                usd(expected.perTrial)
              ) : (
                <>
                  {usd(expected.total)}
                  {expected.capped && <span class="muted"> (limit; about {count(expected.trials)} trials)</span>}
                </>
              )}
            </dd>
          </div>
        )}
        {dear !== null && (
          <div>
            <dt>Cost per improvement</dt>
            <dd>{usd(dear)}</dd>
          </div>
        )}
        {counts.prunedForBudget > 0 && (
          <div>
            <dt>Points too dear to try</dt>
            <dd>{count(counts.prunedForBudget)}</dd>
          </div>
        )}
        {ledger.overrunUsd > 0 && (
          <div class="bad-text">
            <dt>Overrun (costs told afterwards)</dt>
            <dd>{usd(ledger.overrunUsd)}</dd>
          </div>
        )}
        <div>
          <dt>Meter</dt>
          <dd>{meter(study)}</dd>
        </div>
      </dl>
      {ledger.limitUsd ? (
        <p class="note">
          {percent(ledger.spentUsd / ledger.limitUsd)} of the limit is spent. A trial starts only when its predicted cost fits.
        </p>
      ) : (
        <p class="note">Without a limit nothing holds the study's cost back but its number of trials.</p>
      )}
    </section>
  );
}

function meter({ spec: { budget } }: StudyView): string {
  if (!budget) return "none";
  return (
    [
      budget.usdPerHour ? `${usd(budget.usdPerHour)} an hour` : "",
      budget.usdPerTrial ? `${usd(budget.usdPerTrial)} a trial` : "",
      budget.functions ? "Azure Functions" : "",
      budget.reported ? "reported by trials" : "",
    ]
      .filter(text => text !== "")
      .join(" + ") || "none"
  );
}
