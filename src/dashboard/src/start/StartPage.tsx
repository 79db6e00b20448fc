import { useEffect, useState } from "preact/hooks";
import { ApiError, get, post, studyPath } from "../api/http.js";
import type { FieldError, StudyView } from "../api/types.js";
import { mayWrite, whyNot } from "../state/key.js";
import { go, hrefOf, param } from "../state/url.js";
import { readStudies, studies } from "../studies/useStudies.js";
import { changesOf, copyOf, errorsAt, fresh, type File } from "./model.js";
import { Fields } from "./Fields.js";
import { JsonBeside } from "./JsonBeside.js";
import { PlanPanel, Wrong } from "./PlanPanel.js";
import { useCheck } from "./useCheck.js";

/** The names that there are, as far as they are known; without them a copy's name may be another study's. */
async function namesTaken(): Promise<string[]> {
  if (studies.peek() === null) await readStudies().catch(() => undefined);
  return (studies.peek() ?? []).map(({ name }) => name);
}

const Taken: FieldError = { pointer: "/name", detail: "another study has this name" };

/** Starts a study: a form, the same as JSON beside it, and what it would come to. */
export function StartPage() {
  const from = param("from");
  const [file, setFile] = useState<File>(fresh);
  const [source, setSource] = useState<File | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [sent, setSent] = useState<FieldError[]>([]);
  const [differs, setDiffers] = useState<FieldError[]>([]);
  const [busy, setBusy] = useState(false);
  const [isReadable, setReadable] = useState(true);
  useEffect(() => {
    if (from === "") {
      setFile(fresh());
      setSource(null);
      return;
    }
    Promise.all([get<StudyView>(studyPath(from)), namesTaken()]).then(
      ([study, taken]) => {
        const copy = copyOf(study.spec, taken);
        setFile(copy);
        setSource({ ...copy, name: study.name });
      },
      (failure: unknown) => setError(failure instanceof Error ? failure.message : String(failure)),
    );
  }, [from]);
  const isNamed = file["name"] !== "";
  const isTaken = studies.value?.some(({ name }) => name === file["name"]) ?? false;
  useEffect(() => {
    // At first, and again where a name is taken as far as was known: that study may be gone since.
    void readStudies().catch(() => undefined);
  }, [isTaken]);
  // A name that was not typed yet is no mistake, and the rest is checked all the same.
  const checked = useCheck(isNamed ? file : { ...file, name: "unnamed" });
  const errors = [...checked.errors, ...(isTaken && sent.length === 0 ? [Taken] : []), ...sent];

  const start = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    setSent([]);
    setDiffers([]);
    try {
      const started =
        source === null ? await post<StudyView>("studies", file) : await post<StudyView>(studyPath(from, "/copy"), changesOf(source, file));
      go(hrefOf(`/studies/${encodeURIComponent(started.name)}`));
    } catch (failure) {
      // Another study has the name: it is the name that is wrong, not that the studies differ.
      const isOther = failure instanceof ApiError && failure.status === 409;
      if (isOther) setSent([Taken]);
      if (isOther) setDiffers(failure.errors);
      else if (failure instanceof ApiError) setSent(failure.errors);
      setError(failure instanceof Error ? failure.message : String(failure));
      setBusy(false);
    }
  };
  const change = (next: File): void => {
    setSent([]);
    setDiffers([]);
    setError(null);
    setFile(next);
  };
  return (
    <main>
      <header class="page-head">
        <nav aria-label="Breadcrumb" class="crumbs">
          <a href={hrefOf("/")}>Studies</a>
          <span aria-hidden="true">/</span>
        </nav>
        <h1>{from === "" ? "New study" : `Copy of ${from}`}</h1>
      </header>
      <form
        class="start"
        onSubmit={event => {
          event.preventDefault();
          void start();
        }}
      >
        <div class="start-form">
          <Fields file={file} change={change} at={pointer => errorsAt(errors, pointer)} />
        </div>
        <div class="start-side">
          <PlanPanel checked={checked} errors={errors} isNamed={isNamed} />
          {error && (
            <div class="error" role="alert">
              {error}
              {differs.length > 0 && ":"}
              <Wrong errors={differs} />
            </div>
          )}
          <footer class="start-foot">
            <button
              type="submit"
              class="primary large"
              disabled={!mayWrite.value || busy || !isNamed || !isReadable || errors.length > 0 || checked.plan === null}
              title={whyNot("write") ?? (isReadable ? undefined : "The JSON below cannot be read")}
            >
              {busy ? "Starting …" : "Start study"}
            </button>
          </footer>
          <JsonBeside file={file} change={change} read={setReadable} />
        </div>
      </form>
    </main>
  );
}
