import { studyPath } from "../api/http.js";
import { useResource } from "../api/resource.js";
import type { StudyView, Trial } from "../api/types.js";
import { number, usd, value as shown } from "../format/numbers.js";
import { duration } from "../format/time.js";
import { hrefOf } from "../state/url.js";
import { metricsOf, StudyContext, trialHref } from "../study/context.js";
import { useStudy } from "../study/follow.js";
import { Notes } from "../ui/Notes.js";
import { Show, Time, TrialBadge } from "../ui/parts.js";
import { Artifacts } from "./Artifacts.js";
import { Curve } from "./Curve.js";
import { Explained } from "./Explained.js";
import { Log } from "./Log.js";
import { TrialActions } from "./TrialActions.js";

/** One trial: what it was, what came of it, and why it was chosen. */
export function TrialPage({ name, number: trialNumber }: { name: string; number: string }) {
  const followed = useStudy(name);
  const study = followed.study.value;
  const news = followed.changed.value.get(Number(trialNumber));
  const { state, reload } = useResource<Trial>(
    studyPath(name, `/trials/${encodeURIComponent(trialNumber)}`),
    news?.lastStep ?? news?.state ?? 0,
  );
  return (
    <main>
      <header class="page-head">
        <nav aria-label="Breadcrumb" class="crumbs">
          <a href={hrefOf("/")}>Studies</a>
          <span aria-hidden="true">/</span>
          <a href={hrefOf(`/studies/${encodeURIComponent(name)}`)}>{name}</a>
          <span aria-hidden="true">/</span>
        </nav>
        <h1>Trial {trialNumber}</h1>
        {state.value.data && <TrialBadge state={state.value.data.state} />}
        {study?.best?.number === state.value.data?.number && study?.best && (
          <span class="badge done">
            <i aria-hidden="true" />
            best
          </span>
        )}
        <span class="grow" />
        {state.value.data && study && <TrialActions study={study} trial={state.value.data} done={reload} />}
      </header>
      <Show state={state.value} again={reload} missing="The study has no trial of that number.">
        {trial =>
          study ? (
            <StudyContext.Provider value={followed}>
              <Body study={study} trial={trial} reload={reload} />
            </StudyContext.Provider>
          ) : (
            <div class="skeleton tall" />
          )
        }
      </Show>
    </main>
  );
}

function Body({ study, trial, reload }: { study: StudyView; trial: Trial; reload: () => void }) {
  const last = study.counts.ended + study.counts.running + study.counts.waiting - 1;
  return (
    <>
      <p class="steps">
        {trial.number > 0 && <a href={trialHref(study.name, trial.number - 1)}>← Trial {trial.number - 1}</a>}
        {trial.number < last && <a href={trialHref(study.name, trial.number + 1)}>Trial {trial.number + 1} →</a>}
      </p>
      {trial.reason && <p class={`banner ${trial.state === "failed" ? "bad" : ""}`}>{trial.reason}</p>}
      <div class="grid">
        <section class="card" aria-label="Values and parameters">
          <header>
            <h3>Values and parameters</h3>
          </header>
          <dl class="pairs">
            {metricsOf(study).map((of, index) => (
              <div key={of} class="strong">
                <dt>{of}</dt>
                <dd>{number(trial.values?.[index], 8)}</dd>
              </div>
            ))}
            {Object.entries(trial.parameters).map(([of, is]) => (
              <div key={of}>
                <dt>{of}</dt>
                <dd>{shown(is)}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section class="card" aria-label="How it went">
          <header>
            <h3>How it went</h3>
          </header>
          <dl class="pairs">
            <div>
              <dt>Cost</dt>
              <dd>{usd(trial.costUsd)}</dd>
            </div>
            <div>
              <dt>Took</dt>
              <dd>{duration(trial.durationSeconds)}</dd>
            </div>
            <div>
              <dt>Created</dt>
              <dd>
                <Time at={trial.createdAt} />
              </dd>
            </div>
            <div>
              <dt>Started</dt>
              <dd>
                <Time at={trial.startedAt} />
              </dd>
            </div>
            <div>
              <dt>Ended</dt>
              <dd>
                <Time at={trial.endedAt} />
              </dd>
            </div>
            <div>
              <dt>Attempt</dt>
              <dd>
                {trial.attempt} of {study.spec.maxAttempts}
              </dd>
            </div>
            {trial.worker && (
              <div>
                <dt>Worker</dt>
                <dd>{trial.worker}</dd>
              </div>
            )}
            {trial.enqueued && (
              <div>
                <dt>Origin</dt>
                <dd>enqueued</dd>
              </div>
            )}
            {Object.entries(trial.metrics ?? {}).map(([of, is]) => (
              <div key={of}>
                <dt>{of}</dt>
                <dd>{number(is, 6)}</dd>
              </div>
            ))}
            {Object.entries(trial.constraints ?? {}).map(([of, is]) => (
              <div key={of} class={is > 0 ? "bad-text" : ""}>
                <dt>{of} ≤ 0</dt>
                <dd>{number(is, 6)}</dd>
              </div>
            ))}
          </dl>
        </section>
        {(trial.reports?.length ?? 0) > 0 && <Curve trial={trial} />}
        <Explained study={study.name} number={trial.number} />
        <Notes
          title="Notes and tags"
          path={studyPath(study.name, `/trials/${trial.number}`)}
          attributes={trial.attributes}
          needed="work"
          hint="What is worth knowing about it"
          changed={reload}
        />
        <Artifacts study={study.name} number={trial.number} />
        <Log study={study.name} number={trial.number} />
      </div>
    </>
  );
}
