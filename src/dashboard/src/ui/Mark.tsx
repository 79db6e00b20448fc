/** The sign of the tuner. */
export const Mark = () => (
  <svg viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M6 9c5 0 5 13 10 13S21 15 26 15" />
    <circle cx="16" cy="22" r="3.2" />
  </svg>
);
