interface Entry {
  label: string;
  color: string;
  line?: boolean;
}

/** What the colours mean; an entry that is switched off hides what it stands for. */
export function Legend({ entries, hidden, toggle }: { entries: Entry[]; hidden?: ReadonlySet<string>; toggle?: (label: string) => void }) {
  if (entries.length === 0) return null;
  return (
    <ul class="legend">
      {entries.map(({ label, color, line }) => (
        <li key={label}>
          {toggle ? (
            <button type="button" aria-pressed={!hidden?.has(label)} onClick={() => toggle(label)}>
              <Sign color={color} line={line} />
              {label}
            </button>
          ) : (
            <span>
              <Sign color={color} line={line} />
              {label}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

const Sign = ({ color, line }: { color: string; line?: boolean | undefined }) => (
  <i class={line ? "sign line" : "sign"} style={{ background: color }} aria-hidden="true" />
);
