using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>What is said of a study that is started although it has ended already.</summary>
internal static class EndedReport
{
    /// <summary>Writes that nothing new is run, and which commands run something.</summary>
    public static void Write(IAnsiConsole output, StudyView study)
    {
        var reason = study.StopReason is { } stop ? $" ({Format.Reason(stop)})" : "";
        output.WriteLine($"Study {study.Name} had ended already{reason}; nothing new is run.", new Style(Color.Yellow));
        if (study.ContinueWith is { } command) output.WriteLine($"  `{Installation.Own(command)}` lets it go on.");
        output.WriteLine(
            $"  `{Installation.Command} study delete {study.Name}` and the same file again begin it anew; so does another name.");
    }
}
