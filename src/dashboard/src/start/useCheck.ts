import { useEffect, useState } from "preact/hooks";
import { ApiError, post } from "../api/http.js";
import type { FieldError, Plan } from "../api/types.js";
import type { File } from "./model.js";

export interface Checked {
  plan: Plan | null;
  errors: FieldError[];
  failure: string | null;
  busy: boolean;
}

const Pause = 350;

/** Has the server say what a study would come to, or what is wrong with it, whenever the writer pauses:
 * its own rules, not a copy of them. */
export function useCheck(file: File): Checked {
  const text = JSON.stringify(file);
  const [checked, setChecked] = useState<Checked>({ plan: null, errors: [], failure: null, busy: true });
  useEffect(() => {
    let isOld = false;
    setChecked(last => ({ ...last, busy: true }));
    const timer = setTimeout(async () => {
      try {
        const plan = await post<Plan>("plan", text);
        if (!isOld) setChecked({ plan, errors: [], failure: null, busy: false });
      } catch (error) {
        if (isOld) return;
        const errors = error instanceof ApiError ? error.errors : [];
        setChecked({
          plan: null,
          errors,
          failure: errors.length > 0 ? null : error instanceof Error ? error.message : String(error),
          busy: false,
        });
      }
    }, Pause);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [text]);
  return checked;
}
