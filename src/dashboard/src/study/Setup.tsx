import type { Parameter, StudyView } from "../api/types.js";
import { number, value } from "../format/numbers.js";
import { hrefOf } from "../state/url.js";
import { CopyButton } from "../ui/CopyButton.js";
import { Time } from "../ui/parts.js";
import { StudyNotes } from "./StudyNotes.js";

/** What the study was started with, and what was changed since. */
export function Setup({ study }: { study: StudyView }) {
  const text = JSON.stringify(study.spec, null, 2);
  return (
    <div class="grid">
      <section class="card wide" aria-label="Search space">
        <header>
          <h3>Search space</h3>
        </header>
        <div class="table-wrap" tabIndex={0} role="region" aria-label="Parameters">
          <table>
            <thead>
              <tr>
                <th scope="col">Parameter</th>
                <th scope="col">Kind</th>
                <th scope="col">Values</th>
                <th scope="col">Only when</th>
              </tr>
            </thead>
            <tbody>
              {(study.parameters ?? study.spec.searchSpace).map(parameter => (
                <tr key={parameter.name}>
                  <th scope="row">{parameter.name}</th>
                  <td>
                    {parameter.kind}
                    {parameter.log ? " (log)" : ""}
                  </td>
                  <td>{valuesOf(parameter)}</td>
                  <td>
                    {Object.entries(parameter.when ?? {})
                      .map(([name, of]) => `${name} is ${(of as unknown[]).map(value).join(" or ")}`)
                      .join(", ") || "–"}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {(study.exclude?.length ?? 0) > 0 && (
          <p class="note">Excluded: {study.exclude!.map(region => JSON.stringify(region)).join(", ")}</p>
        )}
      </section>
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
      <StudyNotes study={study} />
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

export function valuesOf(parameter: Parameter): string {
  if (parameter.choices) return parameter.choices.map(value).join(", ");
  if (parameter.mu !== undefined) return `μ ${number(parameter.mu)}, σ ${number(parameter.sigma)}`;
  return `${number(parameter.low)} … ${number(parameter.high)}${parameter.step ? `, step ${number(parameter.step)}` : ""}`;
}
