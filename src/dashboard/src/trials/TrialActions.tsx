import { useState } from "preact/hooks";
import { patch, post, studyPath } from "../api/http.js";
import type { StudyView, Trial } from "../api/types.js";
import { mayWrite, whyNot } from "../state/key.js";
import { Confirm } from "../ui/Dialog.js";

/** What can be done to a trial. */
export function TrialActions({ study, trial, done }: { study: StudyView; trial: Trial; done: () => void }) {
  const [asked, setAsked] = useState<"cancel" | "retry" | "hide" | null>(null);
  const path = studyPath(study.name, `/trials/${trial.number}`);
  const isOpen = trial.state === "running" || trial.state === "waiting";
  const close = (): void => setAsked(null);
  const after = async (work: Promise<unknown>): Promise<void> => {
    await work;
    done();
  };
  return (
    <>
      {isOpen ? (
        <button type="button" disabled={!mayWrite.value} title={whyNot("write")} onClick={() => setAsked("cancel")}>
          Cancel trial
        </button>
      ) : (
        <button
          type="button"
          disabled={!mayWrite.value || study.spec.deterministic}
          title={study.spec.deterministic ? "The study is deterministic: the same point gives the same." : whyNot("write")}
          onClick={() => setAsked("retry")}
        >
          Try again
        </button>
      )}
      <button type="button" disabled={!mayWrite.value} title={whyNot("write")} onClick={() => setAsked("hide")}>
        {trial.hidden ? "Show" : "Hide"}
      </button>
      {asked === "cancel" && (
        <Confirm title={`Cancel trial ${trial.number}?`} verb="Cancel trial" danger close={close} act={() => after(post(`${path}/cancel`))}>
          <p>It ends as pruned, whatever it returns from now on. What it has cost is counted.</p>
        </Confirm>
      )}
      {asked === "retry" && (
        <Confirm
          title={`Try the point of trial ${trial.number} again?`}
          verb="Enqueue"
          close={close}
          act={() => after(post(`${path}/retry`))}
        >
          <p>Its point is enqueued as a new trial, and costs money again.</p>
        </Confirm>
      )}
      {asked === "hide" && (
        <Confirm
          title={trial.hidden ? `Let trial ${trial.number} count again?` : `Hide trial ${trial.number}?`}
          verb={trial.hidden ? "Show" : "Hide"}
          close={close}
          act={() => after(patch(path, { hidden: !trial.hidden }))}
        >
          <p>
            {trial.hidden
              ? "The sampler learns from it again, and it may be the best."
              : "The sampler, the best and the charts leave it out. It stays, and can be shown again."}
          </p>
        </Confirm>
      )}
    </>
  );
}
