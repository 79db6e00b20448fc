import { param, setParams } from "../state/url.js";

/** What is switched off in a chart's legend; kept in the address. */
export function useHidden(chart: string): { hidden: ReadonlySet<string>; toggle: (label: string) => void } {
  const name = `off.${chart}`;
  const hidden = new Set(
    param(name)
      .split(",")
      .filter(text => text !== ""),
  );
  const toggle = (label: string): void => {
    const next = new Set(hidden);
    if (!next.delete(label)) next.add(label);
    setParams({ [name]: [...next].join(",") });
  };
  return { hidden, toggle };
}
