using System.Globalization;

namespace Serverless.Tuner.Cli.Rendering;

/// <summary>What was changed of a study while it ran: when, by whom, what.</summary>
internal static class StudyEditTable
{
    private const int Most = 10;

    // What is longer pushes the other columns together; --json shows all.
    private const int LongestText = 200;
    private const int LongestName = 40;

    /// <summary>Writes the last changes, the newest last.</summary>
    public static void Write(IAnsiConsole output, StudyView study)
    {
        if (study.Changes is not { Count: > 0 } changes) return;
        output.WriteLine();
        if (changes.Count > Most)
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"The last {Most} of {changes.Count} changes of what it searches; --json shows all:"));
        var choices = study.Spec.SearchSpace.Where(p => p.HasChoices).Select(p => p.Name).ToHashSet();
        var table = new Table().RoundedBorder().BorderColor(Color.Grey).AddColumns("changed (UTC)", "by", "from trial", "what");
        foreach (var edit in changes.TakeLast(Most))
            table.AddRow(
                new Text(Format.Time(edit.At)),
                new Text(Excerpt.Start(VisibleText.Line(edit.By), LongestName)),
                new Text($"{edit.FromTrial}"),
                new Text(Excerpt.Start(VisibleText.Line(string.Join("; ", Parts(edit, choices))), LongestText)));
        output.Write(table);
    }

    private static IEnumerable<string> Parts(StudyEdit edit, HashSet<string> choices)
    {
        foreach (var (after, before, old) in edit.Parameters ?? [])
            yield return before is null
                ? $"{after.Name} is new: {SearchedRange.Of(after)}; trials before had {(old is { } v ? Format.Parameter(v) : "none")}"
                : $"{after.Name}: {SearchedRange.Of(after)}, was {SearchedRange.Of(before)}";
        if (edit.Exclude is { Count: 0 }) yield return "nothing is excluded any more";
        else if (edit.Exclude is { } regions) yield return $"excluded: {string.Join(" or ", regions.Select(r => Region(r, choices)))}";
        if (edit.Where is { Count: 0 }) yield return "there is nothing any more that every point keeps";
        else if (edit.Where is { } where) yield return $"every point keeps {string.Join(" and ", where)}";
        if (edit.Hidden is { } hidden) yield return $"trial {hidden} is hidden";
        if (edit.Shown is { } shown) yield return $"trial {shown} counts again";
        if (edit.Dropped is { Count: var dropped and > 0 })
            yield return $"{dropped} waiting {(dropped == 1 ? "point was" : "points were")} dropped";
    }

    private static string Region(IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>> region, HashSet<string> choices) =>
        string.Join(" with ", region.Select(side => $"{side.Key} {SearchedRange.Some(
            side.Value, !choices.Contains(side.Key) && side.Value.Count == 2 ? " to " : " | ")}"));
}
