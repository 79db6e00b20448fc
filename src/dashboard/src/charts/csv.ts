import type { Table } from "./figure.js";

/** A table as CSV. Spreadsheets take a text that begins like a formula for one: an apostrophe keeps it a text. */
export function csvOf({ columns, rows }: Table): string {
  return [columns, ...rows].map(row => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function cell(of: string | number | null): string {
  if (of === null) return "";
  if (typeof of === "number") return `${of}`;
  const text = /^[=+\-@\t\r]/.test(of) ? `'${of}` : of;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
