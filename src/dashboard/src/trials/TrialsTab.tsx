import { useContext, useMemo, useRef, useState } from "preact/hooks";
import type { Counts, Trial } from "../api/types.js";
import { count } from "../format/numbers.js";
import { listText, param, setParams } from "../state/url.js";
import { openTrial, StudyContext, useThisStudy } from "../study/context.js";
import { Icon } from "../ui/Icon.js";
import { Empty, Failure, Select, TrialBadge } from "../ui/parts.js";
import { useVirtual } from "../ui/useVirtual.js";
import { chosenColumns, columnsOf, fieldsOf, type Column } from "./columns.js";
import { CompareTrials } from "./CompareTrials.js";
import { useRows } from "./rows.js";

const RowHeight = 34;
const Most = 5;
const states = [
  ["", "All states"],
  ["complete", "Complete"],
  ["pruned", "Pruned"],
  ["failed", "Failed"],
  ["running", "Running"],
  ["waiting", "Waiting"],
] as const;

/** All trials, however many: rows are read from the server, which sorts and filters them, as one scrolls. */
export function TrialsTab() {
  const study = useThisStudy();
  const { changed, age } = useContext(StudyContext);
  const host = useRef<HTMLDivElement>(null);
  const [comparing, setComparing] = useState(false);
  const all = useMemo(() => columnsOf(study), [study.parameters, study.spec]);
  const asked = param("cols");
  const columns = useMemo(() => chosenColumns(all, asked), [all, asked]);
  const [sort, state] = [param("sort", "-number"), param("state")];
  const rows = useRows(study.name, sort, state, fieldsOf(columns), age.value);
  const items = rows.items.value;
  const total = rows.isEnd.value ? items.length : Math.max(items.length, totalOf(study.counts, state));
  const virtual = useVirtual(host, total, RowHeight);
  const seen = virtual.getVirtualItems();
  const last = seen.at(-1)?.index ?? 0;
  if (last > 0) queueMicrotask(() => rows.need(last));
  const chosen = chosenTrials();
  const open = useMemo(() => openTrial(study.name), [study.name]);
  const grid = {
    gridTemplateColumns: `36px ${columns.map(({ width }) => `minmax(${width}px, 1fr)`).join(" ")}`,
    minWidth: `${36 + columns.reduce((sum, { width }) => sum + width, 0)}px`,
  };
  return (
    <section class="card trials" aria-label="Trials">
      <div class="filters">
        <Select label="State" hideLabel value={state} of={states} change={value => setParams({ state: value })} />
        <Columns all={all} chosen={columns} />
        <span class="muted">
          {count(total)} trials{state ? ` ${state}` : ""}
        </span>
        <span class="grow" />
        {chosen.length > 0 && (
          <button type="button" class="link" onClick={() => setParams({ trials: "" })}>
            Clear
          </button>
        )}
        <button
          type="button"
          disabled={chosen.length < 2}
          title={chosen.length < 2 ? "Choose two to five trials" : undefined}
          onClick={() => setComparing(true)}
        >
          Compare {chosen.length || ""}
        </button>
      </div>
      {rows.error.value && <Failure error={rows.error.value} again={() => void rows.start()} />}
      <div ref={host} class="vtable" role="table" aria-label="Trials of the study" aria-rowcount={total + 1} tabIndex={0}>
        <div role="rowgroup" class="vhead" style={{ minWidth: grid.minWidth }}>
          <div role="row" class="vrow" style={grid} aria-rowindex={1}>
            <span role="columnheader">
              <span class="sr-only">Compare</span>
            </span>
            {columns.map(column => (
              <Head key={column.id} column={column} sort={sort} />
            ))}
          </div>
        </div>
        <div role="rowgroup" class="vbody" style={{ height: `${virtual.getTotalSize()}px`, minWidth: grid.minWidth }}>
          {seen.map(({ index, start }) => {
            const read = items[index];
            const trial = read && latest(read, changed.value.get(read.number));
            return (
              <Row
                key={index}
                index={index}
                top={start}
                grid={grid}
                trial={trial}
                columns={columns}
                isChosen={trial !== undefined && chosen.includes(trial.number)}
                isBest={trial?.number === study.best?.number}
                open={open}
              />
            );
          })}
        </div>
      </div>
      {total === 0 && (
        <Empty title="No trial here">{state ? "No trial is in that state." : "Trials appear as soon as the study suggests them."}</Empty>
      )}
      {comparing && <CompareTrials numbers={chosen} close={() => setComparing(false)} />}
    </section>
  );
}

const chosenTrials = (): number[] =>
  param("trials")
    .split(",")
    .filter(text => text !== "")
    .map(Number);

/** Marks a trial to be compared; the first that was marked gives way to a sixth. */
const choose = (number: number, on: boolean): void =>
  setParams({ trials: [...chosenTrials().filter(of => of !== number), ...(on ? [number] : [])].slice(-Most).join(",") });

const latest = (read: Trial, news: Trial | undefined): Trial => (news ? { ...read, ...news } : read);

const totalOf = (counts: Counts, state: string): number =>
  state === "" ? counts.ended + counts.running + counts.waiting : (counts[state as keyof Counts] ?? 0);

function Head({ column, sort }: { column: Column; sort: string }) {
  const by = column.sort;
  const isBy = by !== undefined && sort.replace("-", "") === by;
  const order = isBy ? (sort.startsWith("-") ? "descending" : "ascending") : undefined;
  return (
    <span role="columnheader" class={column.isNumber ? "num" : ""} aria-sort={order ?? (by ? "none" : undefined)} title={column.title}>
      {by ? (
        <button type="button" onClick={() => setParams({ sort: isBy && !sort.startsWith("-") ? `-${by}` : by })}>
          {column.title}
          {order && <Icon name={order === "ascending" ? "up" : "down"} />}
        </button>
      ) : (
        column.title
      )}
    </span>
  );
}

interface RowProps {
  index: number;
  top: number;
  grid: Record<string, string>;
  trial: Trial | undefined;
  columns: readonly Column[];
  isChosen: boolean;
  isBest: boolean;
  open: (number: number) => void;
}

function Row({ index, top, grid, trial, columns, isChosen, isBest, open }: RowProps) {
  const style = { ...grid, transform: `translateY(${top}px)` };
  // What stays the same is not compared again while the table scrolls.
  const cells = useMemo(() => trial && <Cells trial={trial} columns={columns} isChosen={isChosen} open={open} />, [
    trial,
    columns,
    isChosen,
    open,
  ]);
  if (!trial)
    return (
      <div role="row" class="vrow loading" style={style} aria-rowindex={index + 2}>
        <span role="cell" />
        <span role="cell">…</span>
      </div>
    );
  return (
    <div
      role="row"
      class={`vrow ${trial.hidden ? "hidden-trial" : ""} ${isBest ? "best" : ""}`}
      style={style}
      aria-rowindex={index + 2}
      onDblClick={() => open(trial.number)}
    >
      {cells}
    </div>
  );
}

function Cells({ trial, columns, isChosen, open }: { trial: Trial } & Pick<RowProps, "columns" | "isChosen" | "open">) {
  return (
    <>
      <span role="cell">
        <input
          type="checkbox"
          aria-label={`Compare trial ${trial.number}`}
          checked={isChosen}
          onChange={event => choose(trial.number, event.currentTarget.checked)}
        />
      </span>
      {columns.map(column => {
        const text = column.text(trial);
        return (
          <span role="cell" key={column.id} class={column.isNumber ? "num" : ""} title={text}>
            {column.id === "number" ? (
              <button type="button" class="link" onClick={() => open(trial.number)}>
                {text}
              </button>
            ) : column.id === "state" ? (
              <TrialBadge state={trial.state} />
            ) : (
              text
            )}
          </span>
        );
      })}
    </>
  );
}

function Columns({ all, chosen }: { all: readonly Column[]; chosen: readonly Column[] }) {
  const toggle = (id: string): void =>
    setParams({
      cols: listText(
        all.filter(column => (column.id === id ? !chosen.includes(column) : chosen.includes(column))).map(column => column.id),
      ),
    });
  return (
    <details class="menu left">
      <summary class="button">Columns</summary>
      <div class="menu-items checks">
        {all.map(column => (
          <label key={column.id}>
            <input type="checkbox" checked={chosen.includes(column)} disabled={column.id === "number"} onChange={() => toggle(column.id)} />
            {column.title}
          </label>
        ))}
        <button type="button" onClick={() => setParams({ cols: "" })}>
          The usual ones
        </button>
      </div>
    </details>
  );
}
