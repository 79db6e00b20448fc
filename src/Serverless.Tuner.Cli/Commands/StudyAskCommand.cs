using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study ask NAME</c>.</summary>
internal static class StudyAskCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Required(arguments);
        var count = new Option<int?>("--count") { Description = "how many trials at most, up to 100 (default: 1)", HelpName = "N" };
        var worker = new Option<string?>("--worker") { Description = "what the worker calls itself", HelpName = "TEXT" };
        var lease = new Option<int?>("--lease")
        {
            Description = "for how many seconds a trial stays the worker's without a call about it, 10 to 3600 (default: 60)",
            HelpName = "S",
        };
        NumberRange.RequirePositive(count);
        NumberRange.RequirePositive(lease);
        const string Description =
            "Take trials to evaluate, as a worker; `study tell` tells what came of them. Exits with 1 when the study gives out no more";
        return arguments.Run(new("ask", Description) { name, count, worker, lease, arguments.Csv }, async call =>
        {
            var defaults = new SuggestRequest();
            var request = new SuggestRequest
            {
                Count = call.Parsed.GetValue(count) ?? defaults.Count,
                Worker = call.Parsed.GetValue(worker),
                LeaseSeconds = call.Parsed.GetValue(lease) ?? defaults.LeaseSeconds,
            };
            var study = call.Parsed.GetRequiredValue(name);
            var asked = await (await call.ConnectAsync()).Client.SuggestAsync(study, request, call.CancellationToken);
            call.Show(asked, () => Write(call.Output, study, asked), () => Csv.Given(asked.Trials));
            return asked.Done ? ExitCode.NothingLeft : ExitCode.Done;
        });
    }

    private static void Write(IAnsiConsole output, string study, SuggestView asked)
    {
        foreach (var trial in asked.Trials)
        {
            output.WriteLine(
                $"Trial {trial.Number}{(trial.Attempt > 1 ? $", attempt {trial.Attempt}" : "")}: {Format.Parameters(trial.Parameters)}");
            output.WriteLine(
                $"  until {Format.Time(trial.LeaseUntil)} UTC: `{Installation.Command} study tell {study} {trial.Number} "
                + $"--lease {trial.Lease} --value V`");
        }

        if (asked.Trials.Count > 0) return;
        var why = asked.StopReason is { } reason ? $": {Format.Reason(reason)}" : "";
        output.WriteLine(asked.Done ? $"Study {study} gives out no more trials{why}." : $"Study {study} has no trial to give just now.");
    }
}
