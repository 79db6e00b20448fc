import { ramp } from "./colors.js";

/** What a colour of the ramp means. */
export function Ramp({ from, to }: { from: string; to: string }) {
  return (
    <p class="ramp">
      <span>{from}</span>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        {Array.from({ length: 25 }, (_, index) => (
          <rect key={index} x={index * 4} width="4.2" height="8" fill={ramp(index / 24)} />
        ))}
      </svg>
      <span>{to}</span>
    </p>
  );
}
