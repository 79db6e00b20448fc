namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study hints</c>.</summary>
internal static class StudyHintsCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Optional(arguments);
        const string Description = "Show what is noteworthy about a study, and what to do about it";
        return arguments.Run(new("hints", Description) { name }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var study = await call.StudyAsync(client, name);
            var hints = (await client.GetHintsAsync(study, cancellationToken: call.CancellationToken)).Answer!;
            return call.Show(hints, () => Write(call.Output, hints));
        });
    }

    private static void Write(IAnsiConsole output, HintsView hints)
    {
        if (hints.Hints.Count == 0) output.WriteLine($"There is nothing noteworthy about {hints.Name}.");
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var hint in hints.Hints)
        {
            var (sign, color) = hint.Severity == HintSeverity.Warning ? ("!", Color.Yellow) : ("i", Color.Blue);
            grid.AddRow(new Text(sign, new Style(color)), new Text(hint.Text));
            grid.AddRow(new Text(""), new Text(hint.Action, new Style(Color.Grey)));
        }

        if (hints.Hints.Count > 0) output.Write(grid);
    }
}
