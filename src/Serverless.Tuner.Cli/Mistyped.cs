using System.CommandLine.Parsing;

namespace Serverless.Tuner.Cli;

/// <summary>Finds the command or option that a word on a command line was meant to be.</summary>
internal static class Mistyped
{
    /// <summary>A question for people; null when no word is near to one that there is.</summary>
    public static string? Hint(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // Words that fit nowhere, and those that were taken for an argument in the place of an option.
        var words = parsed.UnmatchedTokens.Concat(
            parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
                .Select(token => token.Value).Where(word => word.StartsWith('-')));
        foreach (var word in words.Select(word => word.Split('=')[0]).Distinct())
        {
            var known = word.StartsWith('-') ? Options(parsed).ToArray() : command.Subcommands.Select(sub => sub.Name).ToArray();
            if (!known.Contains(word) && DidYouMean.Nearest(word, known) is { } near) return $"Did you mean '{near}'?";
        }

        return null;
    }

    private static IEnumerable<string> Options(ParseResult parsed)
    {
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as CommandResult)
            foreach (var option in result.Command.Options.Where(option => result == parsed.CommandResult || option.Recursive))
                yield return option.Name;
    }
}
