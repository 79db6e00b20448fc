import { useState } from "preact/hooks";
import { asApiError, patch } from "../api/http.js";
import { may, whyNot, type Scope } from "../state/key.js";
import { Icon } from "./Icon.js";

/** Notes on a study or a trial: names and texts, which tell the tuner nothing. */
export function Notes(props: {
  title: string;
  /** The path of what they are on, in the API. */
  path: string;
  attributes: Record<string, string> | undefined;
  /** What a key needs to change them. */
  needed: Scope;
  hint: string;
  changed: () => void;
}) {
  const { title, path, attributes, needed, hint, changed } = props;
  const [name, setName] = useState("note");
  const [text, setText] = useState("");
  const [error, setError] = useState("");
  const change = async (notes: Record<string, string | null>): Promise<void> => {
    try {
      await patch(path, { attributes: notes });
      setText("");
      setError("");
      changed();
    } catch (failure) {
      setError(asApiError(failure).message);
    }
  };
  const notes = Object.entries(attributes ?? {});
  return (
    <section class="card" aria-label="Notes">
      <header>
        <h3>{title}</h3>
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
                title={whyNot(needed) ?? "Remove"}
                disabled={!may(needed)}
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
          <input value={text} placeholder={hint} onInput={event => setText(event.currentTarget.value)} />
        </label>
        <button type="submit" disabled={!may(needed) || text === "" || name === ""} title={whyNot(needed)}>
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
