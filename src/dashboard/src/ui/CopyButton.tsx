import { useState } from "preact/hooks";
import { Icon } from "./Icon.js";

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [done, setDone] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setDone(true);
    setTimeout(() => setDone(false), 1500);
  };
  return (
    <button type="button" class="small" onClick={() => void copy()}>
      <Icon name="copy" />
      {done ? "Copied" : label}
    </button>
  );
}
