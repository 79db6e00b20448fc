using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner memory list</c>.</summary>
internal static class MemoryListCommand
{
    private static readonly string[] s_headers = ["study", "ended (UTC)", "objective", "trials", "best", "a trial cost", "took"];

    public static Command Create(StudyArguments arguments) =>
        arguments.Run(new("list", "List the studies of which something is kept") { arguments.Csv }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var entries = await client.ListMemoryAsync(call.CancellationToken).ToListAsync(call.CancellationToken);
            return call.Show(new PageView<MemoryView>(entries, null), () =>
            {
                if (entries.Count > 0) call.Output.Write(Table(entries));
                else call.Output.WriteLine("Nothing is kept yet: no study has ended.");
            }, () => Csv.Memory(entries));
        });

    private static Table Table(IEnumerable<MemoryView> entries)
    {
        var table = new Table().RoundedBorder().BorderColor(Color.Grey);
        foreach (var header in s_headers) table.AddColumn(header);
        foreach (var entry in entries)
            table.AddRow(
                new Text(entry.Name), new Text(Format.Time(entry.EndedAt)), new Text(entry.Objective),
                new Text(entry.Trials.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                new Text(Format.Values(entry.BestValues)),
                new Text(entry.CostPerTrialUsd is { } cost ? Format.Usd(cost) : "–"),
                new Text(entry.TrialSeconds is { } seconds ? Format.Duration(TimeSpan.FromSeconds(seconds)) : "–"));
        return table;
    }
}
