import { useState } from "preact/hooks";
import { readNumber } from "./model.js";

interface Props {
  value: unknown;
  change: (value: unknown) => void;
  label?: string;
  placeholder?: string | undefined;
  invalid?: boolean;
}

/** A number as it is typed: `1e-` on its way to `1e-3` stays as it is. */
export function NumberInput({ value, change, label, placeholder, invalid }: Props) {
  const [text, setText] = useState(write(value));
  // Somebody else has changed it: the JSON beside, or another kind.
  const shown = same(readNumber(text), value) ? text : write(value);
  return (
    <input
      inputMode="decimal"
      autocomplete="off"
      aria-label={label}
      value={shown}
      placeholder={placeholder}
      aria-invalid={invalid ?? false}
      onInput={event => {
        setText(event.currentTarget.value);
        change(readNumber(event.currentTarget.value));
      }}
    />
  );
}

const write = (value: unknown): string => (value === undefined || value === null ? "" : String(value));
const same = (a: unknown, b: unknown): boolean => a === b || (a === undefined && b === null);
