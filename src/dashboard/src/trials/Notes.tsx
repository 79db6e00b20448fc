import { useState } from "preact/hooks";
import { ApiError, patch, studyPath } from "../api/http.js";
import type { StudyView, Trial } from "../api/types.js";
import { mayWork, whyNot } from "../state/key.js";
import { Icon } from "../ui/Icon.js";

/** Notes on a trial: names and texts, which tell the tuner nothing. */
export function Notes({ study, trial, reload }: { study: StudyView; trial: Trial; reload: () => void }) {
  const [name, setName] = useState("note");
  const [text, setText] = useState("");
  const [error, setError] = useState("");
  const change = async (attributes: Record<string, string | null>): Promise<void> => {
    try {
      await patch(studyPath(study.name, `/trials/${trial.number}`), { attributes });
      setText("");
      setError("");
      reload();
    } catch (failure) {
      setError(failure instanceof ApiError ? failure.message : String(failure));
    }
  };
  const notes = Object.entries(trial.attributes ?? {});
  return (
    <section class="card" aria-label="Notes">
      <header>
        <h3>Notes and tags</h3>
      </header>
      {notes.length === 0 && <p class="note">None yet.</p>}
      <dl class="pairs">
        {notes.map(([of, is]) => (
          <div key={of}>
            <dt>{of}</dt>
            <dd>
              {is}{" "}
              <button
                type="button"
                class="icon small"
                aria-label={`Remove ${of}`}
                title={whyNot("work") ?? "Remove"}
                disabled={!mayWork.value}
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
          <input value={name} onInput={event => setName(event.currentTarget.value)} size={8} />
        </label>
        <label class="grow">
          <span class="sr-only">Text of the note</span>
          <input value={text} placeholder="What is worth knowing about it" onInput={event => setText(event.currentTarget.value)} />
        </label>
        <button type="submit" disabled={!mayWork.value || text === "" || name === ""} title={whyNot("work")}>
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
