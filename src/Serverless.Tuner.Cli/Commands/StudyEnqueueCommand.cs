using System.Globalization;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study enqueue</c>.</summary>
internal static class StudyEnqueueCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = StudyName.Required();
        var values = new Argument<string[]>("PARAMETER=VALUE")
        {
            Description = "the point: lr=0.01 optimizer=adam; parameters left out are suggested",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("enqueue", "Have a point tried before those that the sampler suggests") { name, values };
        command.Validators.Add(result =>
        {
            foreach (var token in result.GetResult(values)?.Tokens ?? [])
                if (token.Value.IndexOf('=', StringComparison.Ordinal) <= 0) result.AddError($"'{token.Value}' is no PARAMETER=VALUE.");
        });
        return arguments.Run(command, async call =>
        {
            var request = new EnqueueRequest { Points = [Point(call.Parsed.GetRequiredValue(values))] };
            var client = (await call.ConnectAsync()).Client;
            var study = await client.EnqueueAsync(call.Parsed.GetRequiredValue(name), request, key: null, call.CancellationToken);
            return call.ShowEnqueued(study);
        });
    }

    private static Dictionary<string, ParameterValue> Point(string[] values)
    {
        var point = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var text in values)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (!point.TryAdd(text[..at], Value(text[(at + 1)..])))
                throw new CliException($"{text[..at]} is given twice.", ExitCode.InvalidInput);
        }

        return point;
    }

    /// <summary>A number, a boolean or null where the text is one; what the parameter takes is for the server to judge.</summary>
    private static ParameterValue Value(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
            return ParameterValue.Of(integer);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return ParameterValue.Of(number);
        if (text == "null") return ParameterValue.Null;
        return bool.TryParse(text, out var flag) ? ParameterValue.Of(flag) : ParameterValue.Of(text);
    }
}
