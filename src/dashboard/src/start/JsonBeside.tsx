import { useEffect, useRef, useState } from "preact/hooks";
import type { File } from "./model.js";

/** The study as JSON, beside the form: either may be edited, and the other follows. */
export function JsonBeside({ file, change }: { file: File; change: (file: File) => void }) {
  const [text, setText] = useState(() => JSON.stringify(file, null, 2));
  const [error, setError] = useState("");
  const own = useRef("");
  useEffect(() => {
    if (JSON.stringify(file) === own.current) return;
    setText(JSON.stringify(file, null, 2));
    setError("");
  }, [file]);
  const edit = (next: string): void => {
    setText(next);
    try {
      const read = JSON.parse(next) as unknown;
      if (typeof read !== "object" || read === null || Array.isArray(read)) throw new Error("It must be an object: {…}");
      own.current = JSON.stringify(read);
      setError("");
      change(read as File);
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    }
  };
  return (
    <label class="json">
      <span>The same as JSON: edit either</span>
      <textarea
        spellcheck={false}
        rows={Math.min(28, text.split("\n").length + 1)}
        value={text}
        aria-invalid={error !== ""}
        onInput={event => edit(event.currentTarget.value)}
      />
      {error && (
        <span class="error" role="alert">
          {error}
        </span>
      )}
    </label>
  );
}
