import { number } from "../format/numbers.js";
import type { Table } from "./figure.js";

const Most = 500;

/** The numbers behind a chart. */
export function DataTable({ table, open, label }: { table: Table; open?: ((id: number) => void) | undefined; label: string }) {
  const rows = table.rows.slice(0, Most);
  const numeric = table.columns.map((_, column) => rows.some(row => typeof row[column] === "number"));
  return (
    <div class="data-table" tabIndex={0} role="region" aria-label={`${label}: table`}>
      <table>
        <thead>
          <tr>
            {table.columns.map((column, index) => (
              <th scope="col" key={column} class={numeric[index] ? "num" : ""}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} class={numeric[column] ? "num" : ""}>
                  {open && table.columns[column] === "Trial" && typeof cell === "number" ? (
                    <button type="button" class="link" onClick={() => open(cell)}>
                      {cell}
                    </button>
                  ) : typeof cell === "number" ? (
                    number(cell, 6)
                  ) : (
                    (cell ?? "–")
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.rows.length > Most && (
        <p class="note">
          The first {Most} of {table.rows.length} rows; the CSV file has all.
        </p>
      )}
    </div>
  );
}
