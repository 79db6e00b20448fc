using System.Globalization;

namespace Serverless.Tuner.Cli.Commands;

/// <summary>Options whose numbers have bounds. A text that is no number is rejected by the parser itself.</summary>
internal static class NumberRange
{
    private const int HighestPort = 65535;

    /// <summary>Rejects zero, less, and numbers that are not finite.</summary>
    public static void RequirePositive<T>(Option<T> option) =>
        Require(option, number => number > 0 && double.IsFinite(number), "must be more than 0");

    /// <summary>Rejects numbers below <paramref name="min"/> and above <paramref name="max"/>.</summary>
    public static void RequireBetween<T>(Option<T> option, int min, int max) =>
        Require(option, number => number >= min && number <= max, $"must be {min} to {max}");

    /// <summary>An option for a TCP port; 0 stands for any free one.</summary>
    public static Option<int?> Port(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "PORT" };
        Require(option, number => number is >= 0 and <= HighestPort, $"must be 0 to {HighestPort}");
        return option;
    }

    private static void Require<T>(Option<T> option, Func<double, bool> accepts, string rule) => option.Validators.Add(result =>
    {
        // The value itself is not available before the option is parsed.
        foreach (var token in result.Tokens)
            if (double.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && !accepts(number))
                result.AddError($"{option.Name} {rule}.");
    });
}
