import { listText, setParams } from "../state/url.js";

/** Chooses what parameters a chart shows. */
export function Parameters({ name, chosen, all }: { name: string; chosen: readonly string[]; all: readonly string[] }) {
  if (all.length < 2) return null;
  const toggle = (of: string): void => {
    const next = chosen.includes(of) ? chosen.filter(known => known !== of) : [...chosen, of];
    if (next.length > 0) setParams({ [name]: listText(next) });
  };
  return (
    <details class="menu">
      <summary class="button small">
        {chosen.length} of {all.length} parameters
      </summary>
      <div class="menu-items checks">
        {all.map(of => (
          <label key={of}>
            <input type="checkbox" checked={chosen.includes(of)} onChange={() => toggle(of)} />
            {of}
          </label>
        ))}
      </div>
    </details>
  );
}
