import type { ScheduleRun } from "../api/types.js";

const kinds: Record<string, string> = { promoted: "done", kept: "plain", worse: "waits", failed: "bad", cancelled: "plain", done: "plain" };

export const RunBadge = ({ run }: { run: ScheduleRun }) => (
  <span class={`badge ${run.result ? kinds[run.result] : "running"}`}>
    <i aria-hidden="true" />
    {run.result ?? run.state}
  </span>
);
