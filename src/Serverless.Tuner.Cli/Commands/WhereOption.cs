using System.Text.Json.Nodes;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>--where "units2 &lt;= units1"</c>, any number of them.</summary>
internal static class WhereOption
{
    private const string None = "[]";

    public static Option<string[]> Create(string description) => new("--where") { Description = description, HelpName = "COMPARISON" };

    /// <summary>The member <c>where</c> of a study file; null when the option is not given.</summary>
    public static JsonArray? Of(ParseResult parsed, Option<string[]> option)
    {
        if (parsed.GetResult(option) is null || parsed.GetValue(option) is not { } texts) return null;
        if (!texts.Contains(None)) return new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);
        return texts.Length == 1 ? [] : throw new CliException("--where: give '[]' alone, or comparisons.", ExitCode.InvalidInput);
    }
}
