import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Shown } from "../api/analysis.js";
import { count } from "../format/numbers.js";
import { Icon } from "../ui/Icon.js";
import type { Table } from "./figure.js";
import { savePng, saveSvg, save, type Draw, type Key } from "./picture.js";
import { DataTable } from "./DataTable.js";
import { csvOf } from "./csv.js";

interface Props {
  title: string;
  /** Of what study: the first part of the names of saved files. */
  of: string;
  counts?: Shown | null | undefined;
  note?: ComponentChildren;
  /** What is chosen above the chart. */
  controls?: ComponentChildren;
  picture: { draw: Draw; height: number; key?: Key | undefined };
  table: () => Table;
  open?: ((id: number) => void) | undefined;
  wide?: boolean;
  children: ComponentChildren;
}

/** A chart in its card: title, choices, what was left out, the same as a table, and as a picture to save. */
export function ChartCard({ title, of, counts, note, controls, picture, table, open, wide, children }: Props) {
  const [asTable, setAsTable] = useState(false);
  const file = `${of}-${title.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  const cut = counts && counts.shown < counts.of;
  return (
    <section class={`card chart ${wide ? "wide" : ""}`} aria-label={title} data-chart={title}>
      <header>
        <h3>{title}</h3>
        {cut && (
          <span class="thinned" title={`${count(counts.shown)} of ${count(counts.of)} are shown. The best are always there.`}>
            {count(counts.shown)} of {count(counts.of)}
          </span>
        )}
        <span class="grow" />
        <span class="chart-tools">
          {controls}
          <button
            type="button"
            class="icon"
            aria-pressed={asTable}
            title="Show as table"
            aria-label={`${title} as a table`}
            onClick={() => setAsTable(!asTable)}
          >
            <Icon name="table" />
          </button>
          <details class="menu">
            <summary class="icon" aria-label={`Save ${title}`} title="Save">
              <Icon name="download" />
            </summary>
            <div class="menu-items" onClick={event => (event.currentTarget.parentElement as HTMLDetailsElement).removeAttribute("open")}>
              <button type="button" onClick={() => savePng(title, file, 960, picture.height + 80, picture.draw, picture.key)}>
                PNG picture
              </button>
              <button type="button" onClick={() => saveSvg(title, file, 960, picture.height + 80, picture.draw, picture.key)}>
                SVG picture
              </button>
              <button type="button" onClick={() => save(new Blob([csvOf(table())], { type: "text/csv" }), `${file}.csv`)}>
                CSV table
              </button>
            </div>
          </details>
        </span>
      </header>
      {note && <p class="note">{note}</p>}
      {asTable ? <DataTable table={table()} open={open} label={title} /> : children}
    </section>
  );
}
