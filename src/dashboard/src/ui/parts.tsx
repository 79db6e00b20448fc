import type { ComponentChildren } from "preact";
import type { ApiError } from "../api/http.js";
import type { Loaded } from "../api/resource.js";
import { ago, local, utc } from "../format/time.js";
import { percent, usd } from "../format/numbers.js";
import type { Ledger, StudySummary, TrialState } from "../api/types.js";
import { Icon, type IconName } from "./Icon.js";

/** A time in the reader's zone, and in UTC when pointed at. */
export function Time({ at, relative }: { at: string | undefined | null; relative?: boolean }) {
  if (!at) return <span class="muted">–</span>;
  return (
    <time dateTime={at} title={relative ? `${local(at)} · ${utc(at)}` : utc(at)}>
      {relative ? ago(at) : local(at)}
    </time>
  );
}

const waitingFor: Record<string, string> = { pause: "paused", disk: "waits for disk", group: "waits for budget", queue: "queued" };

/** What a study is doing, in a word. */
export function stateWord(study: Pick<StudySummary, "state" | "stopReason" | "waiting" | "error">): string {
  if (study.state === "ended") return study.stopReason ?? "ended";
  if (study.waiting) return waitingFor[study.waiting.for] ?? `waits for ${study.waiting.for}`;
  return study.state;
}

export function StudyState({ study }: { study: Pick<StudySummary, "state" | "stopReason" | "waiting" | "error"> }) {
  const bad = study.stopReason === "error" || study.stopReason === "failures" || study.error;
  const kind = study.state === "ended" ? (bad ? "bad" : "done") : study.waiting ? "waits" : study.state;
  const text = study.state === "ended" ? `ended · ${study.stopReason ?? ""}` : stateWord(study);
  return (
    <span class={`badge ${kind}`}>
      <i aria-hidden="true" />
      {text}
      {study.waiting?.position ? ` #${study.waiting.position}` : ""}
    </span>
  );
}

export const TrialBadge = ({ state }: { state: TrialState }) => (
  <span class={`badge trial-${state}`}>
    <i aria-hidden="true" />
    {state}
  </span>
);

/** How much of a limit is spent and set aside. */
export function BudgetBar({ ledger, label }: { ledger: Ledger; label?: boolean }) {
  const { limitUsd, spentUsd, reservedUsd } = ledger;
  const share = limitUsd ? Math.min(1, spentUsd / limitUsd) : 0;
  const held = limitUsd ? Math.min(1 - share, reservedUsd / limitUsd) : 0;
  const text = limitUsd ? `${usd(spentUsd)} of ${usd(limitUsd)}` : spentUsd > 0 ? usd(spentUsd) : "–";
  return (
    <div class="bar-cell">
      {label !== false && (
        <span>
          {text}
          {limitUsd ? <span class="muted"> · {percent(share)}</span> : null}
        </span>
      )}
      {limitUsd ? (
        <Bar
          parts={[
            [share, share > 0.9 ? "hot" : "spent"],
            [held, "held"],
          ]}
          label={`${text} spent, ${usd(reservedUsd)} reserved`}
        />
      ) : null}
    </div>
  );
}

export function Bar({ parts, label }: { parts: [number, string][]; label: string }) {
  return (
    <span class="bar" role="img" aria-label={label} title={label}>
      {parts.map(([share, kind]) => share > 0 && <i key={kind} class={kind} style={{ width: `${100 * share}%` }} />)}
    </span>
  );
}

export function Empty({ icon = "info", title, children }: { icon?: IconName; title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <b>{title}</b>
      {children && <div>{children}</div>}
    </div>
  );
}

/** What an error says beside its title, with which what it says may begin. */
export const beyondTitle = ({ title, message }: Pick<ApiError, "title" | "message">): string =>
  message.startsWith(title) ? message.slice(title.length).replace(/^[.:\s]+/, "") : message;

/** What went wrong, and how to go on. */
export function Failure({ error, again }: { error: ApiError; again?: () => void }) {
  return (
    <div class="empty bad" role="alert">
      <Icon name="warning" />
      <b>{error.title}</b>
      <div>{beyondTitle(error)}</div>
      {again && (
        <button type="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}

/** Shows what was loaded, or why it is not there; room is kept meanwhile, so that nothing jumps. */
export function Show<T>({
  state,
  again,
  height = 280,
  missing,
  children,
}: {
  state: Loaded<T>;
  again?: () => void;
  height?: number;
  missing?: string;
  children: (data: T) => ComponentChildren;
}) {
  if (state.data !== null) return <>{children(state.data)}</>;
  const room = { minHeight: `${height}px` };
  if (!state.error) return <div class="skeleton" style={room} aria-busy="true" aria-label="Loading" />;
  if (state.error.status === 404 && missing)
    return (
      <div style={room} class="center">
        <Empty title="Not there">{missing}</Empty>
      </div>
    );
  return (
    <div style={room} class="center">
      <Failure error={state.error} {...(again ? { again } : {})} />
    </div>
  );
}

/** A few choices of which one is taken. */
export function Choice<T extends string>({
  label,
  value,
  of,
  change,
}: {
  label: string;
  value: T;
  of: readonly (readonly [T, string])[];
  change: (value: T) => void;
}) {
  return (
    <span class="segments" role="group" aria-label={label}>
      {of.map(([id, text]) => (
        <button key={id} type="button" aria-pressed={value === id} onClick={() => change(id)}>
          {text}
        </button>
      ))}
    </span>
  );
}

export function Select({
  label,
  value,
  of,
  change,
  hideLabel,
}: {
  label: string;
  value: string;
  of: readonly (readonly [string, string])[];
  change: (value: string) => void;
  hideLabel?: boolean;
}) {
  return (
    <label class="select">
      <span class={hideLabel ? "sr-only" : ""}>{label}</span>
      <select value={value} onChange={event => change(event.currentTarget.value)}>
        {of.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

export const Toggle = ({ label, on, change }: { label: string; on: boolean; change: (on: boolean) => void }) => (
  <button type="button" class="toggle" aria-pressed={on} onClick={() => change(!on)}>
    {label}
  </button>
);

export const Tile = ({ label, children, sub }: { label: string; children: ComponentChildren; sub?: ComponentChildren }) => (
  <div class="tile">
    <span>{label}</span>
    <b>{children}</b>
    {sub && <small>{sub}</small>}
  </div>
);

/** Text in which names and commands stand between backticks. */
export const Prose = ({ text }: { text: string }) => (
  <>{text.split("`").map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>
);
