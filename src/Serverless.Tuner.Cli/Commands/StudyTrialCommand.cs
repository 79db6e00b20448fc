using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study trial NAME NUMBER</c>.</summary>
internal static class StudyTrialCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Required();
        var number = TrialNumber.Required();
        const string Description = "Show everything about one trial: the whole reason of a failure, its reports, its attributes";
        return arguments.Run(new("trial", Description) { name, number }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var study = call.Parsed.GetRequiredValue(name);
            var trial = await client.GetTrialAsync(study, call.Parsed.GetRequiredValue(number), call.CancellationToken);
            var spec = (await client.GetStudyAsync(study, call.CancellationToken)).Spec;
            return call.Show(trial, () => TrialReport.Write(call.Output, trial, spec, call.Environment.Clock.GetUtcNow()));
        });
    }
}
