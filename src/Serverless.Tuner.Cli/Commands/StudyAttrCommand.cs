using System.Globalization;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study attr NAME [NUMBER] [KEY=VALUE ...]</c>.</summary>
internal static class StudyAttrCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Required(arguments);
        var words = new Argument<string[]>("KEY=VALUE")
        {
            Description = "a trial's number, for its attributes rather than the study's; then what is to be set",
            HelpName = "[NUMBER] [KEY=VALUE]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var remove = new Option<string[]>("--remove") { Description = "take this one away", HelpName = "KEY" };
        const string Description = "Show the attributes of a study or of a trial, or set some: notes to be kept with it";
        return arguments.Run(new("attr", Description) { name, words, remove, arguments.Csv }, async call =>
        {
            var (number, changes) = Read(call.Parsed.GetValue(words) ?? [], call.Parsed.GetValue(remove) ?? []);
            var study = call.Parsed.GetRequiredValue(name);
            // What is only shown needs no server that runs.
            var client = (await (changes.Count > 0 ? call.ConnectAsync() : call.ConnectOrOpenAsync())).Client;
            var now = number is { } trial
                ? await OfTrialAsync(client, study, trial, changes, call.CancellationToken)
                : await OfStudyAsync(client, study, changes, call.CancellationToken);
            var about = number is null ? $"Study {study}" : $"Trial {number} of study {study}";
            return call.Show(now, () => Write(call.Output, about, now), () => Csv.Pairs("name", "value", now));
        });
    }

    private static (int? Number, Dictionary<string, string?> Changes) Read(string[] words, string[] removed)
    {
        int? number = words is [var first, ..] && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
            ? parsed
            : null;
        var texts = NamedValues.Texts(number is null ? words : words[1..], "KEY=VALUE") ?? [];
        var changes = texts.ToDictionary(text => text.Key, text => (string?)text.Value, StringComparer.Ordinal);
        foreach (var key in removed)
            if (!changes.TryAdd(key, null)) throw new CliException($"{key} is set, and removed.", ExitCode.InvalidInput);
        return (number, changes);
    }

    private static async Task<IReadOnlyDictionary<string, string>> OfStudyAsync(
        TunerClient client, string study, Dictionary<string, string?> changes, CancellationToken cancellationToken) =>
        (changes.Count > 0
            ? await client.SetStudyAttributesAsync(study, changes, cancellationToken)
            : await client.GetStudyAsync(study, cancellationToken)).Attributes ?? new Dictionary<string, string>();

    private static async Task<IReadOnlyDictionary<string, string>> OfTrialAsync(
        TunerClient client, string study, int number, Dictionary<string, string?> changes, CancellationToken cancellationToken) =>
        (changes.Count > 0
            ? await client.SetTrialAttributesAsync(study, number, changes, cancellationToken)
            : await client.GetTrialAsync(study, number, cancellationToken)).Attributes ?? new Dictionary<string, string>();

    private static void Write(IAnsiConsole output, string about, IReadOnlyDictionary<string, string> attributes)
    {
        if (attributes.Count == 0) output.WriteLine($"{about} has no attributes.");
        foreach (var (name, value) in attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal)) output.WriteLine($"{name}={value}");
    }
}
