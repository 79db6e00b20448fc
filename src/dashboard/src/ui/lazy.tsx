import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Empty } from "./parts.js";

/** A page whose code is loaded when it is first shown. */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return (props: P) => {
    const [, done] = useState(0);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (loaded === null)
        load().then(
          component => {
            loaded = component;
            done(1);
          },
          () => setFailed(true),
        );
    }, []);
    const Loaded = loaded;
    if (Loaded) return <Loaded {...props} />;
    return (
      <main>
        {failed ? (
          <Empty icon="warning" title="The page could not be loaded">
            The app was updated, or the network is down.{" "}
            <button type="button" onClick={() => location.reload()}>
              Load it again
            </button>
          </Empty>
        ) : (
          <div class="skeleton tall" aria-busy="true" aria-label="Loading" />
        )}
      </main>
    );
  };
}
