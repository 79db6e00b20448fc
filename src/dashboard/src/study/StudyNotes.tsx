import { useContext, useState } from "preact/hooks";
import { ApiError, patch, studyPath } from "../api/http.js";
import type { StudyView } from "../api/types.js";
import { mayWrite, whyNot } from "../state/key.js";
import { Icon } from "../ui/Icon.js";
import { StudyContext } from "./context.js";

/** Notes on the study. */
export function StudyNotes({ study }: { study: StudyView }) {
  const { look } = useContext(StudyContext);
  const [name, setName] = useState("note");
  const [text, setText] = useState("");
  const [error, setError] = useState("");
  const change = async (attributes: Record<string, string | null>): Promise<void> => {
    try {
      await patch(studyPath(study.name), { attributes });
      setText("");
      setError("");
      look();
    } catch (failure) {
      setError(failure instanceof ApiError ? failure.message : String(failure));
    }
  };
  return (
    <section class="card" aria-label="Notes">
      <header>
        <h3>Notes</h3>
      </header>
      {Object.keys(study.attributes ?? {}).length === 0 && <p class="note">None yet.</p>}
      <dl class="pairs">
        {Object.entries(study.attributes ?? {}).map(([of, is]) => (
          <div key={of}>
            <dt>{of}</dt>
            <dd>
              {is}{" "}
              <button
                type="button"
                class="icon small"
                aria-label={`Remove ${of}`}
                title={whyNot("write") ?? "Remove"}
                disabled={!mayWrite.value}
                onClick={() => void change({ [of]: null })}
              >
                <Icon name="close" />
              </button>
            </dd>
          </div>
        ))}
      </dl>
      <form
        class="inline"
        onSubmit={event => {
          event.preventDefault();
          void change({ [name]: text });
        }}
      >
        <label>
          <span class="sr-only">Name of the note</span>
          <input value={name} size={8} onInput={event => setName(event.currentTarget.value)} />
        </label>
        <label class="grow">
          <span class="sr-only">Text of the note</span>
          <input value={text} placeholder="What others should know" onInput={event => setText(event.currentTarget.value)} />
        </label>
        <button type="submit" disabled={!mayWrite.value || text === "" || name === ""} title={whyNot("write")}>
          Add
        </button>
      </form>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}
