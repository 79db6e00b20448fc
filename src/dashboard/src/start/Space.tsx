import { Icon } from "../ui/Icon.js";
import { Errors, type FormProps } from "./Fields.js";
import { ofKind, readChoices, withMember, writeChoices, type Row } from "./model.js";
import { NumberInput } from "./NumberInput.js";

const kinds = [
  ["float", "number"],
  ["int", "whole number"],
  ["categorical", "choices"],
  ["ordinal", "ordered choices"],
  ["normal", "normal"],
  ["logNormal", "log-normal"],
] as const;

/** The parameters that are searched. */
export function Space({ file, change, at, rows }: FormProps & { rows: Row[] | null }) {
  if (rows === null)
    return (
      <p class="note">
        This search space is written in a form that is edited as JSON.
        <Errors of={at("/searchSpace")} />
      </p>
    );
  const set = (next: Row[]): void => change(withMember(file, ["searchSpace"], next));
  const put = (index: number, row: Row): void => set(rows.map((of, at) => (at === index ? row : of)));
  return (
    <>
      <ul class="space">
        {rows.map((row, index) => (
          <li key={index}>
            <div class="row">
              <input
                class="grow"
                aria-label={`Name of parameter ${index + 1}`}
                value={row.name}
                placeholder="name"
                spellcheck={false}
                onInput={event => put(index, { ...row, name: event.currentTarget.value })}
              />
              <select
                aria-label={`Kind of ${row.name}`}
                value={row.kind === "lognormal" ? "logNormal" : row.kind}
                onChange={event => put(index, ofKind(row, event.currentTarget.value))}
              >
                {kinds.map(([id, text]) => (
                  <option key={id} value={id}>
                    {text}
                  </option>
                ))}
              </select>
              <button
                type="button"
                class="icon"
                aria-label={`Remove ${row.name || `parameter ${index + 1}`}`}
                onClick={() => set(rows.filter((_, at) => at !== index))}
              >
                <Icon name="close" />
              </button>
            </div>
            {row.when !== undefined && (
              <small>
                only when{" "}
                {Object.entries(row.when as object)
                  .map(([name, of]) => `${name} is ${[of].flat().join(" or ")}`)
                  .join(" and ")}
                ; edited as JSON
              </small>
            )}
            <Bounds row={row} put={next => put(index, next)} />
            <Errors of={[...at(`/searchSpace/${index}`), ...at(`/searchSpace/${row.name}`)]} />
          </li>
        ))}
      </ul>
      <button type="button" onClick={() => set([...rows, { name: `x${rows.length}`, kind: "float", low: 0, high: 1 }])}>
        <Icon name="plus" />
        Add a parameter
      </button>
      <Errors of={rows.length === 0 ? at("/searchSpace") : []} />
    </>
  );
}

function Bounds({ row, put }: { row: Row; put: (row: Row) => void }) {
  const number = (field: "low" | "high" | "step" | "mu" | "sigma", label: string) => (
    <label>
      <small>{label}</small>
      <NumberInput label={`${label} of ${row.name}`} value={row[field]} change={value => put({ ...row, [field]: value })} />
    </label>
  );
  switch (row.kind) {
    case "categorical":
    case "ordinal":
      return (
        <label>
          <small>choices, with commas between</small>
          <input
            aria-label={`Choices of ${row.name}`}
            value={writeChoices(row.choices)}
            spellcheck={false}
            onChange={event => put({ ...row, choices: readChoices(event.currentTarget.value) })}
          />
        </label>
      );
    case "normal":
    case "lognormal":
    case "logNormal":
      return (
        <div class="row bounds">
          {number("mu", "mu")}
          {number("sigma", "sigma")}
        </div>
      );
    default:
      return (
        <div class="row bounds">
          {number("low", "from")}
          {number("high", "to")}
          {row.log || row.scale === "logit" ? null : number("step", "step")}
          <label class="check">
            <input
              type="checkbox"
              checked={row.log === true}
              onChange={event => {
                const { step, log, scale, ...rest } = row;
                put(event.currentTarget.checked ? { ...rest, log: true } : rest);
              }}
            />
            log
          </label>
          {row.kind === "float" && (
            <label class="check" title="For probabilities: near 0 and near 1 as closely as between">
              <input
                type="checkbox"
                checked={row.scale === "logit"}
                onChange={event => {
                  const { step, log, scale, ...rest } = row;
                  put(event.currentTarget.checked ? { ...rest, scale: "logit" } : rest);
                }}
              />
              logit
            </label>
          )}
        </div>
      );
  }
}
