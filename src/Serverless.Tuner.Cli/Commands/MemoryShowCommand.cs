using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner memory show</c>.</summary>
internal static class MemoryShowCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var study = MemoryCommand.Study(arguments);
        return arguments.Run(new("show", "Show what is kept of a study: its best points and what its trials cost") { study }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var found = await MemoryCommand.FindAsync(client, call.Parsed.GetRequiredValue(study), call.CancellationToken);
            var entry = await client.GetMemoryAsync(found.Id, call.CancellationToken);
            return call.Show(entry, () => Write(call.Output, entry));
        });
    }

    private static void Write(IAnsiConsole output, MemoryView entry)
    {
        output.WriteLine(entry.Name, new Style(decoration: Decoration.Bold));
        output.WriteLine($"  {entry.Objective}, {entry.Trials} trials, ended {Format.Time(entry.EndedAt)} (UTC), id {entry.Id}");
        if (entry.CostPerTrialUsd is { } cost) output.WriteLine($"  a trial cost {Format.Usd(cost)}");
        if (entry.TrialSeconds is { } seconds) output.WriteLine($"  a trial took {Format.Duration(TimeSpan.FromSeconds(seconds))}");
        if (entry.Tags is { } tags) output.WriteLine($"  tags {string.Join(", ", tags.Select(tag => $"{tag.Key}={tag.Value}"))}");
        if (entry.Data is { } data) output.WriteLine($"  data {Size(data.Rows)} rows, {Size(data.Features)} features");
        foreach (var point in entry.Best ?? [])
            output.WriteLine($"  {Format.Values(point.Values)}  {Format.Parameters(point.Parameters)}");
    }

    private static string Size(long? count) => count?.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) ?? "?";
}
