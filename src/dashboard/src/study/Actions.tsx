import { useState } from "preact/hooks";
import { patch, post, remove, studyPath } from "../api/http.js";
import type { StudyView } from "../api/types.js";
import { usd } from "../format/numbers.js";
import { mayWrite, whyNot } from "../state/key.js";
import { go, hrefOf } from "../state/url.js";
import { Confirm } from "../ui/Dialog.js";
import { Icon, type IconName } from "../ui/Icon.js";

type Act = "pause" | "resume" | "stop" | "extend" | "delete";

/** What can be done to a study. */
export function Actions({ study, done }: { study: StudyView; done: () => void }) {
  const [asked, setAsked] = useState<Act | null>(null);
  const path = (rest = ""): string => studyPath(study.name, rest);
  const close = (): void => setAsked(null);
  const after = async (work: Promise<unknown>): Promise<void> => {
    await work;
    done();
  };
  const paused = study.waiting?.for === "pause";
  const ended = study.state === "ended";
  const button = (act: Act, text: string, icon: IconName) => (
    <button
      type="button"
      disabled={!mayWrite.value}
      title={whyNot("write")}
      class={act === "delete" ? "danger-quiet" : ""}
      onClick={() => setAsked(act)}
    >
      <Icon name={icon} />
      {text}
    </button>
  );
  return (
    <span class="actions">
      {!ended && !paused && button("pause", "Pause", "pause")}
      {(paused || (ended && study.continueWith?.startsWith("tuner study resume"))) && button("resume", "Resume", "play")}
      {!ended && button("stop", "Stop", "stop")}
      {button("extend", "Extend", "extend")}
      <a class="button" href={hrefOf("/start", { from: study.name })} aria-disabled={!mayWrite.value} title={whyNot("write")}>
        <Icon name="copy" />
        Copy
      </a>
      {button("delete", "Delete", "trash")}
      {asked === "pause" && (
        <Confirm title={`Pause ${study.name}?`} verb="Pause" close={close} act={() => after(post(path("/pause")))}>
          <p>Running trials end by themselves, no other starts until it is resumed.</p>
        </Confirm>
      )}
      {asked === "resume" && (
        <Confirm title={`Resume ${study.name}?`} verb="Resume" close={close} act={() => after(post(path("/resume")))}>
          <p>
            {paused
              ? "It goes on where it was paused."
              : "It goes on with what is left of its trials, time and money. What it ended by must be raised first."}
          </p>
        </Confirm>
      )}
      {asked === "stop" && <Stop study={study} close={close} done={done} />}
      {asked === "extend" && <Extend study={study} close={close} done={done} />}
      {asked === "delete" && (
        <Confirm
          title={`Delete ${study.name}?`}
          verb="Delete study"
          danger
          typed={study.name}
          close={close}
          act={async () => {
            await remove(path());
            go(hrefOf("/"));
          }}
        >
          <p>
            The study, its {study.counts.ended + study.counts.running} trials, their files and logs are deleted for good
            {ended ? "" : "; trials that run are stopped"}.
          </p>
        </Confirm>
      )}
    </span>
  );
}

function Stop({ study, close, done }: { study: StudyView; close: () => void; done: () => void }) {
  const [mode, setMode] = useState<"now" | "afterRunning">("now");
  return (
    <Confirm
      title={`Stop ${study.name}?`}
      verb="Stop study"
      danger
      close={close}
      act={async () => {
        await post(studyPath(study.name, "/stop"), { mode });
        done();
      }}
    >
      <fieldset class="radios">
        <legend>Its {study.counts.running} running trials</legend>
        <label>
          <input type="radio" name="mode" checked={mode === "now"} onChange={() => setMode("now")} />
          are cut short now
        </label>
        <label>
          <input type="radio" name="mode" checked={mode === "afterRunning"} onChange={() => setMode("afterRunning")} />
          end by themselves
        </label>
      </fieldset>
      <p>What is known stays, and it can be resumed.</p>
    </Confirm>
  );
}

function Extend({ study, close, done }: { study: StudyView; close: () => void; done: () => void }) {
  const [trials, setTrials] = useState(`${study.spec.trials}`);
  const [limit, setLimit] = useState(study.ledger.limitUsd === undefined ? "" : `${study.ledger.limitUsd}`);
  const [timeout, setTimeoutText] = useState(study.spec.timeoutSeconds === undefined ? "" : `${study.spec.timeoutSeconds}`);
  const changes = {
    ...(Number(trials) !== study.spec.trials ? { trials: Number(trials) } : {}),
    ...(limit !== "" && Number(limit) !== study.ledger.limitUsd ? { limitUsd: Number(limit) } : {}),
    ...(timeout !== "" && Number(timeout) !== study.spec.timeoutSeconds ? { timeoutSeconds: Number(timeout) } : {}),
  };
  return (
    <Confirm
      title={`Extend ${study.name}`}
      verb="Extend"
      close={close}
      disabled={Object.keys(changes).length === 0}
      act={async () => {
        await patch(studyPath(study.name), changes);
        done();
      }}
    >
      <label class="field">
        Trials in all
        <input type="number" min={study.spec.trials} step="1" value={trials} onInput={event => setTrials(event.currentTarget.value)} />
      </label>
      {study.ledger.limitUsd !== undefined && (
        <label class="field">
          Limit in US dollars ({usd(study.ledger.spentUsd)} are spent)
          <input type="number" min="0" step="any" value={limit} onInput={event => setLimit(event.currentTarget.value)} />
        </label>
      )}
      {study.spec.timeoutSeconds !== undefined && (
        <label class="field">
          Time-out in seconds
          <input type="number" min="0" step="any" value={timeout} onInput={event => setTimeoutText(event.currentTarget.value)} />
        </label>
      )}
      <p class="note">Limits can be raised, not lowered. A study that has ended goes on when what it ended by is raised.</p>
    </Confirm>
  );
}
