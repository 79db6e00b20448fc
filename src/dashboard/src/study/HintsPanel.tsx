import { hasServer } from "../api/http.js";
import type { Hints } from "../api/analysis.js";
import type { StudyView } from "../api/types.js";
import { hrefOf } from "../state/url.js";
import { Icon } from "../ui/Icon.js";
import { Prose } from "../ui/parts.js";
import { useAnalysis } from "./context.js";

/** What the study shows that somebody should do something about. */
export function HintsPanel() {
  const { state } = useAnalysis<Hints>("hints");
  const hints = state.value.data?.hints ?? [];
  if (hints.length === 0) return null;
  return (
    <section class="hints" aria-label="Hints">
      {hints.map(hint => (
        <div key={hint.text} class={`hint ${hint.severity}`}>
          <Icon name={hint.severity === "warning" ? "warning" : "info"} />
          <p>
            <b>{hint.text}</b> <Prose text={hint.action ?? ""} />
          </p>
        </div>
      ))}
    </section>
  );
}

const reasons: Record<string, string> = {
  pause: "It is paused: running trials end by themselves, no other starts. Resume it when you like.",
  disk: "The server's disk is nearly full: nothing is started before there is room again.",
  group: "The budget that it shares has no money free: it goes on when another study ends, the limit is raised, or a new period begins.",
};

/** Why a study does not go on, and what it has to say. */
export function Reasons({ study }: { study: StudyView }) {
  const waiting = study.waiting;
  return (
    <>
      {study.error && (
        <p class="banner bad" role="status">
          <Icon name="warning" />
          {study.error}
        </p>
      )}
      {waiting && (
        <p class="banner warn" role="status">
          <Icon name="pause" />
          {waiting.for === "queue" ? (
            <>
              It waits for its turn{waiting.position ? `, as number ${waiting.position}` : ""}. {hasServer() && <a href={hrefOf("/budgets")}>The queue</a>}
            </>
          ) : (
            (reasons[waiting.for] ?? `It waits for ${waiting.for}.`)
          )}
        </p>
      )}
      {study.remarks?.map(remark => (
        <p key={remark} class="banner" role="status">
          <Icon name="info" />
          {remark}
        </p>
      ))}
    </>
  );
}
