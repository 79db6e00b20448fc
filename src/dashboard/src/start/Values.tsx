import { Icon } from "../ui/Icon.js";
import { Errors, type FormProps } from "./Fields.js";
import { withMember, type File } from "./model.js";

/** What the objective returns: one value or several, each with its direction. */
export function Values({ file, change, at }: FormProps) {
  const directions = Array.isArray(file["directions"]) ? (file["directions"] as string[]) : [String(file["direction"] ?? "minimize")];
  const names = Array.isArray(file["valueNames"])
    ? (file["valueNames"] as string[])
    : typeof file["metric"] === "string"
      ? [file["metric"] as string]
      : [];
  const set = (next: { direction: string; name: string }[]): void => {
    const named = next.some(({ name }) => name !== "");
    let made: File = withMember(withMember(file, ["direction"], undefined), ["metric"], undefined);
    made = withMember(
      made,
      ["directions"],
      next.map(({ direction }) => direction),
    );
    change(
      withMember(
        made,
        ["valueNames"],
        named ? next.map(({ name }, index) => name || (index === 0 ? "value" : `value${index}`)) : undefined,
      ),
    );
  };
  const rows = directions.map((direction, index) => ({ direction, name: names[index] ?? "" }));
  return (
    <div class="field">
      Values
      {rows.map((row, index) => (
        <div class="row" key={index}>
          <select
            aria-label={`Direction ${index + 1}`}
            value={row.direction}
            onChange={event => set(rows.map((of, at) => (at === index ? { ...of, direction: event.currentTarget.value } : of)))}
          >
            <option value="minimize">minimize</option>
            <option value="maximize">maximize</option>
          </select>
          <input
            aria-label={`Name of value ${index + 1}`}
            placeholder={index === 0 ? "value" : `value${index}`}
            value={row.name}
            onInput={event => set(rows.map((of, at) => (at === index ? { ...of, name: event.currentTarget.value } : of)))}
          />
          {rows.length > 1 && (
            <button
              type="button"
              class="icon"
              aria-label={`Remove value ${index + 1}`}
              onClick={() => set(rows.filter((_, at) => at !== index))}
            >
              <Icon name="close" />
            </button>
          )}
        </div>
      ))}
      <button type="button" class="link" onClick={() => set([...rows, { direction: "minimize", name: "" }])}>
        Another value
      </button>
      <Errors of={[...at("/directions"), ...at("/valueNames")]} />
    </div>
  );
}
