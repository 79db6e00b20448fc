import { useEffect, useRef, useState } from "preact/hooks";
import { readJson } from "./json.js";
import type { File } from "./model.js";

interface Props {
  file: File;
  change: (file: File) => void;
  /** Is told whether what stands here can be read: while it cannot, it is not what the form has. */
  read: (isReadable: boolean) => void;
}

/** The study as JSON, beside the form: either may be edited, and the other follows. */
export function JsonBeside({ file, change, read: tell }: Props) {
  const [text, setText] = useState(() => JSON.stringify(file, null, 2));
  const [error, setError] = useState("");
  const own = useRef("");
  useEffect(() => {
    if (JSON.stringify(file) === own.current) return;
    setText(JSON.stringify(file, null, 2));
    setError("");
    tell(true);
  }, [file]);
  const edit = (next: string): void => {
    setText(next);
    try {
      const read = readJson(next);
      if (typeof read !== "object" || read === null || Array.isArray(read)) throw new Error("It must be an object: {…}");
      own.current = JSON.stringify(read);
      setError("");
      tell(true);
      change(read as File);
    } catch (failure) {
      tell(false);
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
