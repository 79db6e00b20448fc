using System.Globalization;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study note NAME [NUMBER] TEXT</c>: the attribute <c>note</c>, without its name.</summary>
internal static class StudyNoteCommand
{
    private const string Note = "note";

    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Required(arguments);
        var words = new Argument<string[]>("TEXT")
        {
            Description = "a trial's number, for a note on the trial rather than the study; then the text, empty to remove it",
            HelpName = "[NUMBER] TEXT",
            Arity = ArgumentArity.OneOrMore,
        };
        const string Description = "Keep a note with a study or a trial, in the place of the one before: the attribute `note`";
        return arguments.Run(new("note", Description) { name, words }, async call =>
        {
            var (number, text) = Read(call.Parsed.GetRequiredValue(words));
            var study = call.Parsed.GetRequiredValue(name);
            var change = new Dictionary<string, string?> { [Note] = text.Length > 0 ? text : null };
            var client = (await call.ConnectAsync()).Client;
            if (number is { } trial)
            {
                var noted = await client.SetTrialAttributesAsync(study, trial, change, call.CancellationToken);
                return call.Show(noted, () => call.Output.WriteLine($"Trial {trial} of study {study}: the note is {Done(text)}."));
            }

            var view = await client.SetStudyAttributesAsync(study, change, call.CancellationToken);
            return call.Show(view, () => call.Output.WriteLine($"Study {study}: the note is {Done(text)}."));
        });
    }

    private static string Done(string text) => text.Length > 0 ? "kept" : "removed";

    private static (int? Number, string Text) Read(string[] words) => words switch
    {
        [var text] => (null, text),
        [var number, var text] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var trial) => (trial, text),
        _ => throw new CliException("A note is one text, in quotes; before it a trial's number.", ExitCode.InvalidInput),
    };
}
