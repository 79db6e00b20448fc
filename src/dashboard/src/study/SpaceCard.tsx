import type { Parameter, StudyView } from "../api/types.js";
import { number, value } from "../format/numbers.js";

/** What is searched. */
export function SpaceCard({ study, wide }: { study: StudyView; wide?: boolean }) {
  return (
    <section class={wide ? "card wide" : "card"} aria-label="Search space">
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
                  {parameter.log ? " (log)" : parameter.scale ? ` (${parameter.scale})` : ""}
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
      {(study.spec.where?.length ?? 0) > 0 && (
        <>
          <p class="note">Every point keeps</p>
          <ul class="where" aria-label="Expressions that every point keeps">
            {study.spec.where!.map(expression => (
              <li key={expression}>
                <code>{expression}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      {(study.exclude?.length ?? 0) > 0 && (
        <p class="note">Excluded: {study.exclude!.map(region => JSON.stringify(region)).join(", ")}</p>
      )}
    </section>
  );
}

export function valuesOf(parameter: Parameter): string {
  if (parameter.choices) return parameter.choices.map(value).join(", ");
  if (parameter.mu !== undefined) return `μ ${number(parameter.mu)}, σ ${number(parameter.sigma)}`;
  return `${number(parameter.low)} … ${number(parameter.high)}${parameter.step ? `, step ${number(parameter.step)}` : ""}`;
}
