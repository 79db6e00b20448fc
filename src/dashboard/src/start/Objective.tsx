import { Errors, Number_, Text, type FormProps } from "./Fields.js";
import { withMember, type File } from "./model.js";
import { isAdmin, whyNot } from "../state/key.js";

const kinds = [
  ["external", "Workers ask for trials"],
  ["registered", "Built in, or a C# class"],
  ["http", "A web endpoint"],
  ["command", "A program on the server"],
] as const;

/** What a trial evaluates. */
export function Objective(props: FormProps) {
  const { file, change, at } = props;
  const given = file["objective"];
  const objective: File =
    typeof given === "string" ? { kind: "registered", name: given } : ((given as File | undefined) ?? { kind: "external" });
  const kind = String(objective["kind"] ?? "external");
  const set = (next: File): void => change(withMember(file, ["objective"], next));
  const start: Record<string, File> = {
    external: { kind },
    registered: { kind: "registered", name: "branin" },
    http: { kind: "http", url: "https://" },
    command: { kind: "command", command: ["python3", "train.py"] },
  };
  const command = Array.isArray(objective["command"]) ? (objective["command"] as string[]).join(" ") : "";
  const proper = { ...props, file: { ...file, objective } };
  return (
    <>
      <label class="field">
        Objective
        <select value={kind} onChange={event => set({ ...start[event.currentTarget.value]!, kind: event.currentTarget.value })}>
          {kinds.map(([id, text]) => (
            <option
              key={id}
              value={id}
              disabled={id === "command" && !isAdmin.value}
              title={id === "command" ? whyNot("admin") : undefined}
            >
              {text}
            </option>
          ))}
        </select>
      </label>
      {kind === "external" && <p class="note">Workers in any language ask for trials over HTTP and tell what came of them.</p>}
      {kind === "registered" && (
        <Text
          {...proper}
          path={["objective", "name"]}
          label="Its name"
          hint="digits, branin, linear-regression, no-op, or one of your own"
        />
      )}
      {kind === "http" && (
        <div class="columns">
          <Text {...proper} path={["objective", "url"]} label="Address" />
          <Number_ {...proper} path={["objective", "timeoutSeconds"]} label="Time-out, seconds" />
        </div>
      )}
      {kind === "command" && (
        <label class="field">
          Program and arguments
          <input
            value={command}
            spellcheck={false}
            onInput={event =>
              set({ ...objective, command: event.currentTarget.value.split(" ").filter((part, index) => part !== "" || index > 0) })
            }
          />
          <small>{"{name}"} stands for a parameter; blanks within an argument are written as JSON.</small>
        </label>
      )}
      <Errors of={kind === "command" ? at("/objective") : []} />
    </>
  );
}
