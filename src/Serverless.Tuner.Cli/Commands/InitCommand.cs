using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Cli.StudyFiles;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner init [DIR]</c>: a first study of one's own, ready to run.</summary>
internal static class InitCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var folder = new Argument<string>("DIR")
        {
            Description = "where to write them (default: here)",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => ".",
        };
        var csharp = new Option<bool>("--csharp") { Description = "a script in C# rather than in Python" };
        var command = new Command("init", "Write a study file and a script beside it, to run and to change") { folder, csharp };
        command.SetAction(parsed =>
        {
            Write(environment.Terminal.Output, parsed.GetRequiredValue(folder), parsed.GetValue(csharp));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(IAnsiConsole output, string folder, bool isCSharp)
    {
        var template = isCSharp ? StudyTemplate.CSharp : StudyTemplate.Python;
        var study = Path.Combine(folder, StudyTemplate.FileName);
        var script = Path.Combine(folder, template.ScriptName);
        if (File.Exists(folder)) throw new CliException($"{folder} is a file: name a folder.", ExitCode.InvalidInput);
        foreach (var path in (string[])[study, script])
            if (Path.Exists(path))
                throw new CliException(
                    $"{path} is there already, and is not overwritten: name another folder, as in `{Installation.Command} init tuning`. "
                        + $"The {StudyTemplate.FileName} in it may name a script of your own.", ExitCode.InvalidInput);

        Directory.CreateDirectory(folder);
        // The study file last: when it is there, so is all that it needs.
        WriteNew(script, template.Script);
        WriteNew(study, template.StudyFile(StudyTemplate.NameFor(Path.GetFullPath(folder))));
        var (shownStudy, shownScript) = (Path.GetRelativePath(".", study), Path.GetRelativePath(".", script));
        output.WriteLine($"{shownStudy} says what is searched, {shownScript} is run for each trial.");
        output.WriteLine("Now run:");
        output.WriteLine($"  {Installation.Command} run {Installation.Quoted(shownStudy)}");
    }

    private static void WriteNew(string path, string text)
    {
        using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write));
        file.Write(text);
    }
}
