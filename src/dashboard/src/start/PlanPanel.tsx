import type { FieldError } from "../api/types.js";
import { count, usd } from "../format/numbers.js";
import { duration } from "../format/time.js";
import type { Checked } from "./useCheck.js";

/** What is wrong, by where it stands in the file. */
export const Wrong = ({ errors }: { errors: FieldError[] }) =>
  errors.length === 0 ? null : (
    <ul class="errors">
      {errors.map(error => (
        <li key={error.pointer + error.detail}>
          <code>{error.pointer || "/"}</code> {error.detail}
        </li>
      ))}
    </ul>
  );

/** What the study would come to. */
export function PlanPanel({ checked, errors, isNamed }: { checked: Checked; errors: FieldError[]; isNamed: boolean }) {
  const { plan, failure, busy } = checked;
  return (
    <section class="card plan" aria-label="Plan" aria-live="polite" aria-busy={busy}>
      <header>
        <h3>Plan</h3>
      </header>
      {failure && <p class="error">{failure}</p>}
      <Wrong errors={errors} />
      {!isNamed && errors.length === 0 && <p class="note">Give the study a name, and it can be started.</p>}
      {plan && (
        <>
          <dl class="pairs">
            <div>
              <dt>Trials</dt>
              <dd>
                {count(plan.trials.expected)}
                {plan.trials.expected < plan.trials.asked && (
                  <span class="muted">
                    {" "}
                    of {count(plan.trials.asked)}, limited by {plan.trials.limitedBy}
                  </span>
                )}
              </dd>
            </div>
            <div>
              <dt>Search space</dt>
              <dd>
                {plan.space.parameters} parameters, {plan.space.points ? `${count(plan.space.points)} points` : plan.space.size}
              </dd>
            </div>
            {plan.costUsd && (
              <div>
                <dt>Cost</dt>
                <dd>
                  {usd(plan.costUsd.expected)}{" "}
                  <span class="muted">
                    ({usd(plan.costUsd.low)} – {usd(plan.costUsd.high)}, {plan.costUsd.source})
                  </span>
                </dd>
              </div>
            )}
            {plan.durationSeconds && (
              <div>
                <dt>Time</dt>
                <dd>
                  {duration(plan.durationSeconds.expected)}{" "}
                  <span class="muted">
                    ({duration(plan.durationSeconds.low)} – {duration(plan.durationSeconds.high)})
                  </span>
                </dd>
              </div>
            )}
            {plan.similar.length > 0 && (
              <div>
                <dt>Similar studies</dt>
                <dd>{plan.similar.map(similar => similar.name).join(", ")}</dd>
              </div>
            )}
          </dl>
          {plan.warnings.map(warning => (
            <p key={warning.pointer + warning.detail} class="banner warn">
              <code>{warning.pointer}</code> {warning.detail}
            </p>
          ))}
        </>
      )}
    </section>
  );
}
