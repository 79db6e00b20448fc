import { useState } from "preact/hooks";
import { ApiError, findScope } from "../api/http.js";
import { refusal, setKey } from "../state/key.js";

/** Asks for a key, tries it, and keeps it until the tab is closed. */
export function KeyEntry() {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const enter = async (): Promise<void> => {
    setBusy(true);
    setKey(text.trim());
    try {
      await findScope();
    } catch (failure) {
      if (!(failure instanceof ApiError) || failure.status !== 401) {
        setKey(null);
        refusal.value = failure instanceof ApiError ? failure.message : "The server does not answer.";
      }
    }
    setBusy(false);
  };
  const said = refusal.value;
  return (
    <main class="entry">
      <form
        class="card"
        onSubmit={event => {
          event.preventDefault();
          void enter();
        }}
      >
        <h1>Serverless Tuner</h1>
        <p>
          Enter a key to see your studies. A server on this machine prints a link that has it, and keeps it in the file <code>token</code>{" "}
          of its data directory; others are made with <code>tuner key create</code>.
        </p>
        <label class="field">
          Key
          <input
            type="password"
            autocomplete="off"
            value={text}
            onInput={event => setText(event.currentTarget.value)}
            autofocus
            aria-invalid={said !== null && said !== ""}
            aria-describedby="entry-error"
          />
        </label>
        <p id="entry-error" class="error" role="alert">
          {said}
        </p>
        <button type="submit" class="primary large" disabled={busy || text.trim() === ""}>
          {busy ? "Looking …" : "Open"}
        </button>
        <p class="note">It is kept in this tab until you close it, and sent to this server alone.</p>
      </form>
    </main>
  );
}
