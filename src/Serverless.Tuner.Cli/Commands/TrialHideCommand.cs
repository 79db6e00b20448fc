namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner trial hide NAME NUMBER</c>, and <c>unhide</c>.</summary>
internal static class TrialHideCommand
{
    public static Command Create(StudyArguments arguments, string word, bool hidden)
    {
        var (name, number) = (StudyName.Required(arguments), TrialNumber.Required());
        var description = hidden
            ? "Take a trial out of what the sampler learns from and out of the best"
            : "Let a hidden trial count again";
        return arguments.Run(new(word, description) { name, number }, async call =>
        {
            var client = (await call.ConnectAsync()).Client;
            var study = call.Parsed.GetRequiredValue(name);
            var trial = await client.HideTrialAsync(study, call.Parsed.GetRequiredValue(number), hidden, call.CancellationToken);
            return call.Show(trial, () => call.Output.WriteLine(
                $"Trial {trial.Number} of study {study} {(trial.Hidden ? "is hidden from the sampler and from the best" : "counts")}."));
        });
    }
}
