import { askFile, studyPath } from "../api/http.js";
import { useResource } from "../api/resource.js";
import type { Artifact, Page } from "../api/types.js";
import { save } from "../charts/picture.js";
import { Time } from "../ui/parts.js";

/** The files that a trial keeps. */
export function Artifacts({ study, number }: { study: string; number: number }) {
  const path = studyPath(study, `/trials/${number}/artifacts`);
  const { state } = useResource<Page<Artifact>>(path);
  const files = state.value.data?.items ?? [];
  const said =
    state.value.error?.status === 501 ? "The storage of this server keeps no files." : (state.value.error?.message ?? "It keeps no files.");
  return (
    <section class="card" aria-label="Files">
      <header>
        <h3>Files</h3>
      </header>
      {files.length === 0 ? (
        <p class="note">{state.value.loading ? "…" : said}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col" class="num">
                Size
              </th>
              <th scope="col">Kept</th>
            </tr>
          </thead>
          <tbody>
            {files.map(file => (
              <tr key={file.file}>
                <td>
                  <button
                    type="button"
                    class="link"
                    title={`SHA-256 ${file.sha256}`}
                    onClick={() => void askFile(`${path}/${encodeURIComponent(file.file)}`).then(blob => save(blob, file.file))}
                  >
                    {file.file}
                  </button>
                </td>
                <td class="num">{bytes(file.bytes)}</td>
                <td>
                  <Time at={file.createdAt} relative />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

const bytes = (of: number): string =>
  of < 1024 ? `${of} B` : of < 1024 ** 2 ? `${(of / 1024).toFixed(1)} KiB` : `${(of / 1024 ** 2).toFixed(1)} MiB`;
