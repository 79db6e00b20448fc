using Serverless.Tuner.Cli.Moving;
using Serverless.Tuner.Cli.Moving.Optuna;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study export NAME</c>.</summary>
internal static class StudyExportCommand
{
    private const int MostConfigs = 100;

    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Optional(arguments);
        var format = new Option<string?>("--format")
        {
            Description = "the trials as json (with their curves, the default) or csv",
            HelpName = "json|csv",
        };
        format.AcceptOnlyFromAmong("json", "csv");
        var config = new Option<string?>("--config")
        {
            Description = "what an evaluation of the best trial receives, instead of the trials",
            HelpName = "json|yaml|env|flags",
        };
        config.AcceptOnlyFromAmong("json", "yaml", "env", "flags");
        var top = new Option<int?>("--top")
        {
            Description = "with --config: the K best configurations that differ, as a list",
            HelpName = "K",
        };
        NumberRange.RequireBetween(top, 1, MostConfigs);
        var optuna = new Option<string?>("--optuna")
        {
            Description = "write a new database that Optuna 3 opens, instead",
            HelpName = "FILE.db",
        };
        var to = new Option<string?>("--output", "-o")
        {
            Description = "where it is written to (default: standard output); a file that is there already is not touched",
            HelpName = "PATH",
        };
        const string Description = "Write a study as a file: its trials, the best configurations, or a database for Optuna";
        return arguments.Run(new("export", Description) { name, format, config, top, optuna, to }, async call =>
        {
            var (table, best, count) = (call.Parsed.GetValue(format), call.Parsed.GetValue(config), call.Parsed.GetValue(top));
            var (database, path) = (call.Parsed.GetValue(optuna), call.Parsed.GetValue(to));
            if (new[] { table, best, database }.Count(o => o is not null) > 1)
                throw new CliException("--format, --config and --optuna are different files; ask for one of them.", ExitCode.InvalidInput);
            if (count is not null && best is null) throw new CliException("--top goes with --config.", ExitCode.InvalidInput);
            if (path is not null && database is not null)
                throw new CliException("--optuna names its file itself; --output goes with the others.", ExitCode.InvalidInput);
            var client = (await call.ConnectOrOpenAsync()).Client;
            var study = await call.StudyAsync(client, name);
            if (database is not null) return await WriteDatabaseAsync(call, client, study, database);
            await WriteAsync(call, path, stream => client.ExportStudyAsync(
                study, stream, best is null ? table ?? "json" : "config", best, count, call.CancellationToken));
            return ExitCode.Done;
        });
    }

    private static async Task<int> WriteDatabaseAsync(StudyCall call, TunerClient client, string study, string path)
    {
        var export = await client.ExportStudyAsync(study, call.CancellationToken);
        OptunaWriter.Write(path, export);
        call.Environment.Terminal.Error.WriteLine($"{path}: {export.Trials.Count} trials of study {study}, for Optuna.");
        foreach (var remark in ExportedSpace.Remarks(export.Study)) call.Environment.Terminal.Error.WriteLine(remark);
        return ExitCode.Done;
    }

    private static async Task WriteAsync(StudyCall call, string? path, Func<Stream, Task> write)
    {
        if (path is null)
        {
            using var buffer = new MemoryStream();
            await write(buffer);
            // As it is: a program reads it.
            await call.Environment.Terminal.Json.WriteAsync(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
            return;
        }

        var begun = false;
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            begun = true;
            await write(file);
        }
        catch (Exception e)
        {
            // A half file would pass for a whole one.
            if (begun) File.Delete(path);
            if (e is UnauthorizedAccessException || (e is IOException && !begun))
                throw new CliException($"{path} cannot be written: {e.Message}", ExitCode.InvalidInput);
            throw;
        }
    }
}
