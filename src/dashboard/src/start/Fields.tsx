import type { ComponentChildren } from "preact";
import { readLines, rowsOf, withMember, writeLines, type File } from "./model.js";
import { NumberInput } from "./NumberInput.js";
import { Objective } from "./Objective.js";
import { Space } from "./Space.js";
import { Values } from "./Values.js";

export interface FormProps {
  file: File;
  change: (file: File) => void;
  at: (pointer: string) => string[];
}

const samplers = ["auto", "tpe", "gp", "cmaes", "nsga2", "nsga3", "qmc", "grid", "brute-force", "random"];
const pruners = ["none", "median", "percentile", "successive-halving", "mo-asha", "hyperband", "wilcoxon", "threshold", "patient"];

/** The form: what most studies say. Anything else is written as JSON beside it, and stays. */
export function Fields(props: FormProps) {
  const { file } = props;
  return (
    <>
      <Group title="Study">
        <Text {...props} path={["name"]} label="Name" hint="Letters, digits, . _ -" required />
        <Objective {...props} />
        <Values {...props} />
      </Group>
      <Group title="Search space">
        <Space {...props} rows={rowsOf(file["searchSpace"])} />
        <Where {...props} />
      </Group>
      <Group title="How it searches">
        <div class="columns">
          <Number_ {...props} path={["trials"]} label="Trials" placeholder="100" />
          <Number_ {...props} path={["parallelism"]} label="At once" placeholder="1" />
          <Word {...props} path="sampler" label="Sampler" of={samplers} otherwise="auto" />
          <Word {...props} path="pruner" label="Pruner" of={pruners} otherwise="none" />
          <Number_ {...props} path={["seed"]} label="Seed" placeholder="0" />
        </div>
      </Group>
      <Group title="When it ends, and what it may cost">
        <div class="columns">
          <Number_ {...props} path={["budget", "limitUsd"]} label="Limit, US dollars" placeholder="none" />
          <Number_ {...props} path={["budget", "usdPerTrial"]} label="Dollars per trial" placeholder="–" />
          <Number_ {...props} path={["budget", "usdPerHour"]} label="Dollars per hour" placeholder="–" />
          <Text {...props} path={["budget", "group"]} label="Shared budget" placeholder="none" />
          <Number_ {...props} path={["timeoutSeconds"]} label="Time-out, seconds" placeholder="none" />
          <Number_ {...props} path={["trialTimeoutSeconds"]} label="Per trial, seconds" placeholder="none" />
          <Number_ {...props} path={["plateauTrials"]} label="Plateau, trials" placeholder="none" />
          <Number_ {...props} path={["target"]} label="Target value" placeholder="none" />
        </div>
        <label class="check">
          <input
            type="checkbox"
            checked={(file["budget"] as File | undefined)?.["reported"] === true}
            onChange={event => props.change(withMember(file, ["budget", "reported"], event.currentTarget.checked ? true : undefined))}
          />
          Trials report what they cost
        </label>
      </Group>
    </>
  );
}

const Group = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <fieldset class="card">
    <legend>{title}</legend>
    {children}
  </fieldset>
);

const read = (file: File, path: readonly string[]): unknown => path.reduce<unknown>((of, name) => (of as File | undefined)?.[name], file);

export const Errors = ({ of }: { of: string[] }) => (
  <>
    {of.map(text => (
      <span key={text} class="error">
        {text}
      </span>
    ))}
  </>
);

type FieldProps = FormProps & { path: string[]; label: string; hint?: string; placeholder?: string; required?: boolean };

export function Text({ file, change, at, path, label, hint, placeholder, required }: FieldProps) {
  const errors = at(`/${path.join("/")}`);
  return (
    <label class="field">
      {label}
      {hint && <small>{hint}</small>}
      <input
        value={String(read(file, path) ?? "")}
        placeholder={placeholder}
        required={required}
        aria-invalid={errors.length > 0}
        autocomplete="off"
        spellcheck={false}
        onInput={event =>
          change(withMember(file, path, event.currentTarget.value === "" && !required ? undefined : event.currentTarget.value))
        }
      />
      <Errors of={errors} />
    </label>
  );
}

export function Number_({ file, change, at, path, label, placeholder }: FieldProps) {
  const errors = at(`/${path.join("/")}`);
  return (
    <label class="field">
      {label}
      <NumberInput
        value={read(file, path)}
        placeholder={placeholder}
        invalid={errors.length > 0}
        change={value => change(withMember(file, path, value))}
      />
      <Errors of={errors} />
    </label>
  );
}

/** What every point is to keep, an expression on each line. */
function Where({ file, change, at }: FormProps) {
  const errors = at("/where");
  return (
    <label class="field">
      Every point keeps
      <small>Comparisons of parameters, one on each line: units2 &lt;= units1, layers * units1 &lt;= 4096</small>
      <textarea
        rows={2}
        value={writeLines(file["where"])}
        placeholder="none"
        aria-invalid={errors.length > 0}
        spellcheck={false}
        onChange={event => change(withMember(file, ["where"], readLines(event.currentTarget.value)))}
      />
      <Errors of={errors} />
    </label>
  );
}

/** A type by its name; options of it are written as JSON. */
function Word({
  file,
  change,
  at,
  path,
  label,
  of,
  otherwise,
}: FormProps & { path: string; label: string; of: string[]; otherwise: string }) {
  const value = file[path];
  const type = typeof value === "string" ? value : String((value as File | undefined)?.["type"] ?? otherwise);
  return (
    <label class="field">
      {label}
      <select
        value={type}
        onChange={event =>
          change(withMember(file, [path], event.currentTarget.value === otherwise ? undefined : event.currentTarget.value))
        }
      >
        {[...new Set([...of, type])].map(name => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <Errors of={at(`/${path}`)} />
    </label>
  );
}
