namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner trial explain NAME NUMBER</c>.</summary>
internal static class TrialExplainCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var (name, number) = (StudyName.Required(arguments), TrialNumber.Required());
        const string Description = "Say why a trial was chosen: its sampler, what that knew and expected, the best trials near it";
        return arguments.Run(new("explain", Description) { name, number }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var (study, trial) = (call.Parsed.GetRequiredValue(name), call.Parsed.GetRequiredValue(number));
            var view = await client.ExplainTrialAsync(study, trial, call.CancellationToken);
            return call.Show(view, () =>
            {
                foreach (var sentence in view.Sentences) call.Output.WriteLine(sentence);
            });
        });
    }
}
