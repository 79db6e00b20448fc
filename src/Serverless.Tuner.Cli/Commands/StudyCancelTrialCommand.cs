using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study cancel-trial NAME NUMBER</c>.</summary>
internal static class StudyCancelTrialCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var (name, number) = (StudyName.Required(arguments), TrialNumber.Required());
        const string Description = "End a trial as pruned, whatever it comes to; what it has cost is counted";
        return arguments.Run(new("cancel-trial", Description) { name, number }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var study = call.Parsed.GetRequiredValue(name);
            var trial = await client.CancelTrialAsync(study, call.Parsed.GetRequiredValue(number), call.CancellationToken);
            var done = trial.EndedAt is null ? "is asked to end" : $"is {Format.State(trial.State)} ({trial.Reason})";
            return call.Show(trial, () => call.Output.WriteLine($"Trial {trial.Number} of study {study} {done}."));
        });
    }
}
