using System.Text.RegularExpressions;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Core.Tests.Docs;

/// <summary>Writes the tables of presets, each between <c>&lt;!-- presets: KIND --&gt;</c> and <c>&lt;!-- end --&gt;</c>.</summary>
internal static partial class PresetTables
{
    public static string Renew(string page) => Marked().Replace(
        page, match => $"{match.Groups[1]}\n{(match.Groups[2].Value == "studies" ? Studies() : Spaces())}{match.Groups[3]}");

    private static string Studies() =>
        "| preset | `trials` | `parallelism` | `pruner` | for |\n| --- | --- | --- | --- | --- |\n"
        + string.Concat(StudyPreset.All.Select(p => $"| `{p.Name}` | {p.Trials} | {p.Parallelism} | `{p.Pruner}` | {p.Why} |\n"));

    private static string Spaces() => string.Concat(SpacePresets.All.Select(
        p => $"\n### `{p.Name}`\n\nFor {p.For}.\n\n| parameter | searched | why |\n| --- | --- | --- |\n"
            + string.Concat(p.Parameters.Select(q => $"| `{q.Spec.Name}` | {Range(q.Spec)} | {q.Why} |\n")))) + "\n";

    private static string Range(ParameterSpec p) => p.Choices is { } choices
        ? string.Join(", ", choices.Select(c => $"`{c}`"))
        : FormattableString.Invariant(
            $"{p.Low:0.#####} to {p.High:0.#####}{(p.Kind == ParameterKind.Int ? ", whole" : "")}{(p.Log ? ", log" : "")}");

    [GeneratedRegex(@"(<!-- presets: (studies|spaces) -->)\n.*?(<!-- end -->)", RegexOptions.Singleline)]
    private static partial Regex Marked();
}
