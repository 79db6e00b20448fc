import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../api/http.js";
import { Icon } from "./Icon.js";

/** A window over the page; Escape closes it, and the focus goes back to where it was. */
export function Dialog({
  title,
  close,
  children,
  wide,
}: {
  title: string;
  close: () => void;
  children: ComponentChildren;
  wide?: boolean;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    dialog.current?.showModal();
    return () => before?.focus();
  }, []);
  return (
    <dialog ref={dialog} class={wide ? "wide" : ""} aria-label={title} onClose={close} onCancel={close}>
      <header>
        <h2>{title}</h2>
        <button type="button" class="icon" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}

interface Confirmed {
  title: string;
  verb: string;
  danger?: boolean;
  close: () => void;
  act: () => Promise<unknown>;
  children: ComponentChildren;
  /** What has to be typed before it is done. */
  typed?: string;
  disabled?: boolean;
}

/** Asks before something is done, does it, and says why it was not done. */
export function Confirm({ title, verb, danger, close, act, children, typed, disabled }: Confirmed) {
  const [text, setText] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await act();
      close();
    } catch (failure) {
      setError(
        failure instanceof ApiError
          ? [failure.message, ...(failure.errors.length > 1 ? failure.errors.map(e => `${e.pointer} ${e.detail}`) : [])].join("\n")
          : String(failure),
      );
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} close={close}>
      <form onSubmit={event => void submit(event)}>
        {children}
        {typed !== undefined && (
          <label class="field">
            Type <b>{typed}</b> to confirm
            <input value={text} onInput={event => setText(event.currentTarget.value)} autocomplete="off" />
          </label>
        )}
        {error && (
          <p class="error" role="alert">
            {error}
          </p>
        )}
        <footer>
          <button type="button" onClick={close}>
            Cancel
          </button>
          <button
            type="submit"
            class={danger ? "danger" : "primary"}
            disabled={busy || disabled || (typed !== undefined && text !== typed)}
          >
            {verb}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
