using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study trial NAME NUMBER</c>, and <c>tuner trial show</c>.</summary>
internal static class StudyTrialCommand
{
    public static Command Create(StudyArguments arguments, string word = "trial")
    {
        var name = StudyName.Required(arguments);
        var number = TrialNumber.Required();
        const string Description =
            "Show everything about one trial: the whole reason of a failure, its reports (in CSV alone), its attributes";
        var log = new Option<bool>("--log") { Description = "show the end of what its program wrote instead, 64 KiB at most" };
        return arguments.Run(new(word, Description) { name, number, log, arguments.Csv }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var study = call.Parsed.GetRequiredValue(name);
            var n = call.Parsed.GetRequiredValue(number);
            if (call.Parsed.GetValue(log)) return ShowLog(call, await client.GetTrialLogAsync(study, n, call.CancellationToken));
            var trial = await client.GetTrialAsync(study, n, call.CancellationToken);
            var spec = (await client.GetStudyAsync(study, call.CancellationToken)).Spec;
            return call.Show(
                trial,
                () => TrialReport.Write(call.Output, trial, spec, call.Environment.Clock.GetUtcNow()),
                () => Csv.Reports(trial));
        });
    }

    /// <summary>As it is, neither wrapped nor coloured. A progress bar returns to its line's start: each of its states is a line.</summary>
    private static int ShowLog(StudyCall call, TrialLogView log) => call.Show(log, () =>
    {
        if (log.IsCut) call.Environment.Terminal.Error.WriteLine("It wrote more; this is the end of it.");
        call.Environment.Terminal.Json.Write(log.Text.ReplaceLineEndings("\n"));
    });
}
