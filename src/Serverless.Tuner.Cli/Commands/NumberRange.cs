using System.CommandLine;
using System.Globalization;

namespace Serverless.Tuner.Cli.Commands;

/// <summary>Options whose numbers have bounds. What is no number at all is refused by the parser itself.</summary>
internal static class NumberRange
{
    private const int HighestPort = 65535;

    /// <summary>Refuses zero, less, and what is not finite.</summary>
    public static void RequirePositive<T>(Option<T> option) =>
        Require(option, number => number > 0 && double.IsFinite(number), "must be more than 0");

    /// <summary>Refuses what is no TCP port; 0 stands for any free one.</summary>
    public static void RequirePort(Option<int?> option) =>
        Require(option, number => number is >= 0 and <= HighestPort, $"must be 0 to {HighestPort}");

    private static void Require<T>(Option<T> option, Func<double, bool> accepts, string rule) => option.Validators.Add(result =>
    {
        // The value itself cannot be asked for before it was parsed.
        foreach (var token in result.Tokens)
            if (double.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && !accepts(number))
                result.AddError($"{option.Name} {rule}.");
    });
}
