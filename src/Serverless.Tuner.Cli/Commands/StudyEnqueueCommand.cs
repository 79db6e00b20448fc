using System.CommandLine;
using System.Globalization;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Contracts;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study enqueue</c>.</summary>
internal static class StudyEnqueueCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, StudyArguments arguments)
    {
        var name = StudyName.Required();
        var values = new Argument<string[]>("PARAMETER=VALUE") { Description = "the point: lr=0.01 optimizer=adam; parameters left out are suggested", Arity = ArgumentArity.OneOrMore };
        var command = new Command("enqueue", "Have a point tried before those that the sampler suggests") { name, values };
        command.Validators.Add(result =>
        {
            foreach (var token in result.GetResult(values)?.Tokens ?? [])
                if (token.Value.IndexOf('=', StringComparison.Ordinal) <= 0)
                    result.AddError($"'{token.Value}' is no PARAMETER=VALUE.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var point = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
            foreach (var text in parsed.GetRequiredValue(values))
            {
                var at = text.IndexOf('=', StringComparison.Ordinal);
                if (!point.TryAdd(text[..at], Value(text[(at + 1)..]))) throw new CliException($"{text[..at]} is given twice.", ExitCode.InvalidInput);
            }

            await using var connection = await arguments.Finder(environment, parsed).ConnectAsync(cancellationToken);
            var study = await connection.Client.EnqueueAsync(parsed.GetRequiredValue(name), new EnqueueRequest { Points = [point] }, cancellationToken);
            if (arguments.Json(parsed)) environment.Terminal.WriteJson(study);
            else environment.Terminal.Output.WriteLine($"Study {study.Name}: {study.Enqueued} enqueued {(study.Enqueued == 1 ? "point waits" : "points wait")}{(study.State == StudyState.Ended ? "; the study has ended, extend or resume it to have them tried" : "")}.");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>A number or a boolean where the text is one; the server knows better what the parameter takes.</summary>
    private static ParameterValue Value(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)) return ParameterValue.Of(integer);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return ParameterValue.Of(number);
        return bool.TryParse(text, out var flag) ? ParameterValue.Of(flag) : ParameterValue.Of(text);
    }
}
