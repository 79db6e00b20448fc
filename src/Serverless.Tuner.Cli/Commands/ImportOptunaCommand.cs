using Serverless.Tuner.Cli.Moving;
using Serverless.Tuner.Cli.Moving.Optuna;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner import optuna FILE.db</c>.</summary>
internal static class ImportOptunaCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var file = new Argument<string>("FILE") { Description = "the database: SQLite, of Optuna 3 to 5; it is only read" };
        var only = new Option<string?>("--study") { Description = "only the study of this name", HelpName = "NAME" };
        var name = new Option<string?>("--as")
        {
            Description = "what it is called here; with one study (default: its name, with hyphens for what a name here cannot have)",
            HelpName = "NAME",
        };
        const string Description = "Bring in the studies of an Optuna database: parameters, values, curves, attributes, constraints, times";
        return arguments.Run(new("optuna", Description) { file, only, name }, call =>
            ImportCommand.SendAsync(call, Read(call, call.Parsed.GetRequiredValue(file), call.Parsed.GetValue(only),
                call.Parsed.GetValue(name))));
    }

    private static List<MovedStudy> Read(StudyCall call, string path, string? only, string? name)
    {
        using var database = OptunaDatabase.Open(path);
        var all = database.Studies();
        var wanted = only is null ? all : [.. all.Where(study => study.Name == only)];
        if (wanted.Count == 0)
            throw new CliException(
                only is null ? $"{path} has no study." : $"{path} has no study '{only}'; it has {Names(all)}.", ExitCode.InvalidInput);
        if (name is not null && wanted.Count > 1)
            throw new CliException($"--as names one study, and {path} has {Names(all)}: say which by --study.", ExitCode.InvalidInput);

        var (moved, taken) = (new List<MovedStudy>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (id, given) in wanted)
        {
            var study = database.Read(id, given);
            if (study.Trials.Count == 0)
            {
                if (wanted.Count == 1) throw new CliException($"Study '{given}' has no trial to import.", ExitCode.InvalidInput);
                call.Environment.Terminal.Error.WriteLine($"Study '{given}' has no trial, and is left out.");
                continue;
            }

            var called = name ?? FreeText.StudyName(given);
            if (!taken.Add(called))
                throw new CliException(
                    $"Two studies of {path} would be called {called}: bring in '{given}' by --study and --as.", ExitCode.InvalidInput);
            moved.Add(OptunaImport.Make(study, called));
        }

        return moved;
    }

    private static string Names(IReadOnlyList<(long Id, string Name)> studies) =>
        string.Join(", ", studies.Take(10).Select(s => $"'{s.Name}'")) + (studies.Count > 10 ? $" and {studies.Count - 10} more" : "");
}
