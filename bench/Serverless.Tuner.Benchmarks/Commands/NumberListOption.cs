using System.CommandLine;
using System.Globalization;

namespace Serverless.Tuner.Benchmarks.Commands;

/// <summary>An option with whole numbers above 0, separated by commas.</summary>
internal static class NumberListOption
{
    /// <summary>The option.</summary>
    public static Option<int[]> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N,N",
        CustomParser = result =>
        {
            var numbers = new List<int>();
            foreach (var part in result.Tokens.Single().Value.Split(',', StringSplitOptions.TrimEntries))
            {
                if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) numbers.Add(number);
                else result.AddError($"{name} takes numbers above 0, separated by commas, not '{part}'.");
            }

            return [.. numbers];
        },
    };

    /// <summary>The numbers; null when the option was not given.</summary>
    public static int[]? Read(ParseResult parsed, Option<int[]> option) =>
        parsed.GetValue(option) is { Length: > 0 } numbers ? numbers : null;
}
