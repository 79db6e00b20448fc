import { useState } from "preact/hooks";
import { studyPath } from "../api/http.js";
import { useResource } from "../api/resource.js";
import type { TrialLog } from "../api/types.js";

/** The end of what a trial wrote; read when it is asked for, since most trials write nothing. */
export function Log({ study, number }: { study: string; number: number }) {
  const [asked, setAsked] = useState(false);
  const { state, reload } = useResource<TrialLog>(asked ? studyPath(study, `/trials/${number}/log`) : null);
  const log = state.value.data;
  return (
    <section class="card full" aria-label="Log">
      <header>
        <h3>Log</h3>
        <span class="grow" />
        <button type="button" class="small" onClick={() => (asked ? reload() : setAsked(true))}>
          {asked ? "Reload" : "Show"}
        </button>
      </header>
      {asked &&
        (log ? (
          <>
            {log.isCut && <p class="note">The end of it; it wrote more.</p>}
            <pre class="log" tabIndex={0}>
              {log.text}
            </pre>
          </>
        ) : (
          <p class="note">
            {state.value.loading ? "…" : state.value.error?.status === 404 ? "It has written nothing." : state.value.error?.message}
          </p>
        ))}
    </section>
  );
}
