// What tests against a server share: TUNER_SERVER names it, TUNER_KEY has the key.
const names = [];
const run = Date.now().toString(36); // A run that was cut off may have left its studies.

export const server = process.env.TUNER_SERVER;
export const onServer = { skip: server ? false : "TUNER_SERVER names none", concurrency: true };
export const quiet = { onTrial() {} };

/** The name of a study that no other run has. */
export const named = (what) => {
  const name = `${what}-${run}`;
  names.push(name);
  return { name };
};

/** Deletes the studies that were named. */
export const deleteNamed = (tuner) => Promise.all(names.map((name) => tuner.study(name).delete().catch(() => {})));
