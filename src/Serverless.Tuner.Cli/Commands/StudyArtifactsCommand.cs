using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study artifacts NAME NUMBER</c>.</summary>
internal static class StudyArtifactsCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var (name, number) = (StudyName.Required(arguments), TrialNumber.Required());
        var get = new Option<string?>("--get") { Description = "fetch this file instead", HelpName = "FILE" };
        var to = new Option<string?>("--output", "-o")
        {
            Description = "where it is written to (default: FILE in this directory); a file that is there already is not touched",
            HelpName = "PATH",
        };
        var put = new Option<string?>("--put") { Description = "have the trial keep this file, under its own name", HelpName = "PATH" };
        var lease = new Option<string?>("--lease") { Description = "with --put: the lease of the trial's worker", HelpName = "LEASE" };
        const string Description = "List the files that a trial keeps, fetch one, or have it keep one";
        return arguments.Run(new("artifacts", Description) { name, number, get, to, put, lease, arguments.Csv }, async call =>
        {
            var (study, n) = (call.Parsed.GetRequiredValue(name), call.Parsed.GetRequiredValue(number));
            var (file, path) = (call.Parsed.GetValue(get), call.Parsed.GetValue(to));
            if (file is null && path is not null) throw new CliException("--output goes with --get.", ExitCode.InvalidInput);
            var (kept, held) = (call.Parsed.GetValue(put), call.Parsed.GetValue(lease));
            if ((kept is null) != (held is null)) throw new CliException("--put and --lease go together.", ExitCode.InvalidInput);
            if (kept is not null && file is not null) throw new CliException("--put does not go with --get.", ExitCode.InvalidInput);
            if (kept is not null) return await KeepAsync(call, study, n, kept, held!);
            var client = (await call.ConnectOrOpenAsync()).Client;
            if (file is not null) return await FetchAsync(call, client, study, n, file, path ?? file);
            var files = (await client.ListArtifactsAsync(study, n, call.CancellationToken)).Items;
            return call.Show(files, () => Write(call, study, n, files), () => Csv.Artifacts(files));
        });
    }

    private static void Write(StudyCall call, string study, int number, IReadOnlyList<ArtifactView> kept)
    {
        if (kept.Count == 0) call.Output.WriteLine($"Trial {number} of study {study} keeps no files.");
        foreach (var file in kept) call.Output.WriteLine($"{file.Bytes,12:N0} bytes  {file.File}");
    }

    private static async Task<int> KeepAsync(StudyCall call, string study, int number, string path, string lease)
    {
        await using var content = File.OpenRead(path);
        var client = (await call.ConnectAsync()).Client;
        var kept = await client.PutArtifactAsync(study, number, lease, Path.GetFileName(path), content, call.CancellationToken);
        return call.Show(kept, () => call.Output.WriteLine(
            $"Trial {number} of study {study} keeps {kept.File}: {kept.Bytes:N0} bytes, SHA-256 {kept.Sha256}"));
    }

    private static async Task<int> FetchAsync(StudyCall call, TunerClient client, string study, int number, string file, string path)
    {
        // A file's name by the rule leads nowhere else; any other is refused before something is written.
        var known = (await client.ListArtifactsAsync(study, number, call.CancellationToken)).Items.FirstOrDefault(a => a.File == file)
            ?? throw new CliException($"Trial {number} of study {study} keeps no file '{file}'.", ExitCode.InvalidInput);
        var begun = false;
        try
        {
            await using (var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
            {
                begun = true;
                await client.GetArtifactAsync(study, number, file, target, call.CancellationToken);
            }
        }
        catch (Exception e)
        {
            // A half file would pass for a whole one.
            if (begun) File.Delete(path);
            if (e is UnauthorizedAccessException || (e is IOException && !begun))
                throw new CliException($"{path} cannot be written: {e.Message}", ExitCode.InvalidInput);
            throw;
        }

        return call.Show(known, () => call.Output.WriteLine($"{path}: {known.Bytes:N0} bytes, SHA-256 {known.Sha256}"));
    }
}
