using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner trial replay NAME NUMBER</c>.</summary>
internal static class TrialReplayCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var (name, number) = (StudyName.Required(arguments), TrialNumber.Required());
        const string Description = "Compute a trial's point again from what its sampler saw, and say whether the same one comes out";
        return arguments.Run(new("replay", Description) { name, number }, async call =>
        {
            var client = (await call.ConnectOrOpenAsync()).Client;
            var (study, trial) = (call.Parsed.GetRequiredValue(name), call.Parsed.GetRequiredValue(number));
            var view = await client.ReplayTrialAsync(study, trial, call.CancellationToken);
            return call.Show(view, () =>
            {
                call.Output.WriteLine($"Trial {view.Number}: {view.Result}");
                if (view is not { Same: false, Computed: { } computed }) return;
                foreach (var parameter in view.Parameters.Keys.Union(computed.Keys))
                    call.Output.WriteLine($"{parameter} is {Value(view.Parameters, parameter)}, computed {Value(computed, parameter)}");
            });
        });
    }

    private static string Value(IReadOnlyDictionary<string, ParameterValue> point, string parameter) =>
        point.TryGetValue(parameter, out var value) ? Format.Exact(value) : "nothing";
}
