using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study failures</c>.</summary>
internal static class StudyFailuresCommand
{
    private const int MostStudies = 5;

    public static Command Create(StudyArguments arguments)
    {
        var tags = StudyOptions.Tags("only studies with this tag; may be repeated, for those with each");
        var limit = new Option<int>("--count") { Description = "how many reasons", HelpName = "N", DefaultValueFactory = _ => 20 };
        NumberRange.RequirePositive(limit);
        const string Description = "Show why trials failed, over all studies: which reasons, how often, and where";
        return arguments.Run(new("failures", Description) { tags, limit, arguments.Csv }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var wanted = NamedValues.Texts(call.Parsed.GetValue(tags), "--tag");
            var failures = await client.ListFailuresAsync(wanted, call.Parsed.GetValue(limit), call.CancellationToken);
            return call.Show(failures, () => Write(call.Output, failures), () => Csv.Failures(failures.Items));
        });
    }

    private static void Write(IAnsiConsole output, FailuresView failures)
    {
        if (failures.Items.Count == 0) output.WriteLine("No trial has failed.");
        foreach (var failure in failures.Items)
        {
            output.WriteLine($"{failure.Count} × {failure.Reason}", new Style(decoration: Decoration.Bold));
            var studies = failure.Studies.Take(MostStudies).Select(study =>
                study.Trials.Count == 0 ? study.Name : $"{study.Name} (trial {string.Join(", ", study.Trials)}{More(study)})");
            var others = failure.Studies.Count > MostStudies ? $", and {failure.Studies.Count - MostStudies} more" : "";
            output.WriteLine($"  in {string.Join(", ", studies)}{others}");
            if (failure.Example != failure.Reason) output.WriteLine($"  for example: {TrialLine.OneLine(failure.Example)}");
        }

        if (failures.IsCut) output.WriteLine("There is more than is shown; --tag and --count choose.");
    }

    private static string More(FailedStudyView study) => study.Count > study.Trials.Count ? ", …" : "";
}
