import { useContext } from "preact/hooks";
import { studyPath } from "../api/http.js";
import type { StudyView } from "../api/types.js";
import { hrefOf } from "../state/url.js";
import { CopyButton } from "../ui/CopyButton.js";
import { Notes } from "../ui/Notes.js";
import { Time } from "../ui/parts.js";
import { StudyContext } from "./context.js";
import { SpaceCard, valuesOf } from "./SpaceCard.js";

/** What the study was started with, and what was changed since. */
export function Setup({ study }: { study: StudyView }) {
  const { look } = useContext(StudyContext);
  const text = JSON.stringify(study.spec, null, 2);
  return (
    <div class="grid">
      <SpaceCard study={study} wide />
      <section class="card" aria-label="Facts">
        <header>
          <h3>Facts</h3>
        </header>
        <dl class="pairs">
          <div>
            <dt>Objective</dt>
            <dd>
              {study.spec.objective.name ??
                study.spec.objective.url ??
                study.spec.objective.command?.join(" ") ??
                study.spec.objective.kind}
            </dd>
          </div>
          <div>
            <dt>Seed</dt>
            <dd>{study.spec.seed}</dd>
          </div>
          <div>
            <dt>Created</dt>
            <dd>
              <Time at={study.createdAt} />
            </dd>
          </div>
          <div>
            <dt>Started</dt>
            <dd>
              <Time at={study.startedAt} />
            </dd>
          </div>
          <div>
            <dt>Ended</dt>
            <dd>
              <Time at={study.endedAt} />
            </dd>
          </div>
          {study.continueWith && (
            <div>
              <dt>To go on</dt>
              <dd>
                <code>{study.continueWith}</code>
              </dd>
            </div>
          )}
          {Object.entries(study.tags ?? {}).map(([name, of]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <a href={hrefOf("/", { tag: `${name}=${of}` })}>{of}</a>
              </dd>
            </div>
          ))}
          {study.warmStart && (
            <div>
              <dt>Learnt from</dt>
              <dd>
                {study.warmStart.from.map(from => from.name).join(", ")} ({study.warmStart.points} points)
              </dd>
            </div>
          )}
        </dl>
      </section>
      <Notes
        title="Notes"
        path={studyPath(study.name)}
        attributes={study.attributes}
        needed="write"
        hint="What others should know"
        changed={look}
      />
      {(study.changes?.length ?? 0) > 0 && (
        <section class="card wide" aria-label="Changes">
          <header>
            <h3>Changes of what is searched</h3>
          </header>
          <ol class="changes">
            {study.changes!.map(change => (
              <li key={change.at}>
                <Time at={change.at} /> by {change.by}, from trial {change.fromTrial} on:{" "}
                {[
                  ...(change.parameters ?? []).map(({ after, before }) =>
                    before ? `${after.name} ${valuesOf(before)} → ${valuesOf(after)}` : `${after.name} added, ${valuesOf(after)}`,
                  ),
                  ...(change.exclude ? [`excluded ${JSON.stringify(change.exclude)}`] : []),
                  ...(change.where ? [`every point keeps ${change.where.join(" and ") || "nothing any more"}`] : []),
                  ...(change.hidden !== undefined ? [`trial ${change.hidden} hidden`] : []),
                  ...(change.shown !== undefined ? [`trial ${change.shown} shown`] : []),
                ].join("; ")}
              </li>
            ))}
          </ol>
        </section>
      )}
      <section class="card wide" aria-label="Study file">
        <header>
          <h3>Study file</h3>
          <span class="grow" />
          <CopyButton text={text} label="Copy" />
        </header>
        <pre class="log" tabIndex={0}>
          {text}
        </pre>
      </section>
    </div>
  );
}
