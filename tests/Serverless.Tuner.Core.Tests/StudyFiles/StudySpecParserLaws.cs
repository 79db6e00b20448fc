using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

public sealed class StudySpecParserLaws
{
    private static readonly string[] Words =
    [
        "name", "objective", "searchSpace", "direction", "directions", "trials", "parallelism", "waves", "seed", "sampler", "budget",
        "target",
        "limitUsd", "usdPerHour", "usdPerTrial", "functions", "flex", "memoryGb", "usdPerGbSecond", "usdPerExecution", "constraints",
        "defaults", "fixed",
        "kind", "low", "high", "log", "step", "choices", "mu", "sigma", "when", "uniform", "loguniform", "int", "normal", "lognormal",
        "categorical",
        "float", "command", "registered", "branin", "zdt1", "tpe", "random", "minimize", "maximize", "x", "y", "a/b~", "", "\uD83D\uDE00",
        "\u0000",
    ];

    private static readonly string[] Scalars =
    [
        "null", "true", "false", "0", "-0", "-0.0", "1", "-1", "0.1", "1.0", "1e2", "1e-7", "1E-30", "1e308", "1e999", "9007199254740993",
        "9223372036854775808", "0.30000000000000004", "1.50", "\"\\ud800\"", "\"\\u00e9\"", "NaN",
    ];

    private static readonly Gen<string> Word = Gen.Elements(Words).Select(w => JsonSerializer.Serialize(w));

    private static readonly Gen<string> Numbers = Gen.Elements("0", "1", "2", "5", "-3", "0.25", "0.1", "1e-3", "7.5", "1e20", "-0.0");

    private static readonly Gen<string> Lows = Gen.Elements("0", "1", "2", "0.25", "0.1", "1e-3", "-3", "-0.0");

    private static readonly Gen<string> Highs = Gen.Elements("1", "2", "5", "6", "8", "7.5", "1e20", "0.1");

    private static readonly Gen<string> Parameter = Gen.OneOf(
        Pairs("[{0}, {1}]"), Pairs("[{0}, {1}, \"log\"]"), Pairs("[{0}, {1}, \"int\"]"),
        Pairs("{{\"uniform\": [{0}, {1}]}}"), Pairs(
            "{{\"loguniform\": [{0}, {1}]}}"), Pairs("{{\"int\": [{0}, {1}], \"when\": {{\"a\": {0}}}}}"),
        Pairs("{{\"normal\": [{0}, {1}]}}"), Pairs("{{\"lognormal\": [{0}, {1}]}}"), Pairs("{{\"categorical\": [{0}, {1}, \"z\", true]}}"),
        Pairs("{{\"kind\": \"float\", \"low\": {0}, \"high\": {1}, \"step\": 0.25}}"), Pairs(
            "{{\"kind\": \"int\", \"low\": {0}, \"high\": {1}, \"step\": 2}}"),
        Pairs("{{\"kind\": \"normal\", \"mu\": {0}, \"sigma\": 2, \"high\": {1}}}"), Pairs(
            "{{\"kind\": \"lognormal\", \"mu\": {0}, \"sigma\": 2, \"low\": {1}}}"));

    private static readonly Gen<string> Member = Gen.OneOf(
        Numbers.Select(n => $"\"trials\": {n}"), Numbers.Select(n => $"\"seed\": {n}"), Numbers.Select(n => $"\"target\": {n}"),
        Numbers.Select(n => $"\"timeoutSeconds\": {n}"), Numbers.Select(n => $"\"retryDelaySeconds\": {n}"),
        Pairs("\"budget\": {{\"limitUsd\": {0}, \"usdPerHour\": {1}}}"),
        Pairs("\"budget\": {{\"limitUsd\": 2.50, \"functions\": {{\"memoryGb\": {0}, \"usdPerGbSecond\": {1}}}}}"),
        Pairs("\"defaults\": {{\"b\": {0}, \"a\": {1}, \"c\": \"\\ud83d\\ude00<>'\"}}"), Pairs("\"fixed\": {{\"b\": {0}}}"),
        Gen.Elements(
            "\"waves\": true", "\"sampler\": \"random\"", "\"constraints\": [\"c\"]", "\"direction\": \"maximize\"", "\"defaults\": {}"));

    /// <summary>Files that are mostly right, so that many parse.</summary>
    private static readonly Gen<string> Files =
        from a in Parameter
        from b in Parameter
        from members in Member.ListOf(2)
        from objective in Gen.Elements("\"branin\"", "{\"command\": [\"run\", \"{a}\"]}")
        select $$"""{"name": "s", "objective": {{objective}}, "searchSpace": {"a": {{a}}, "b": {{b}}}{{string.Concat(members.Distinct().Select(m => ", " + m))}}}""";

    [Fact]
    public void Parse_FileThatParses_SurvivesItsNormalisedForm()
    {
        var parsed = 0;
        Laws.Hold(
            Files,
            file =>
            {
                if (StudyFile.Parse(file).Spec is not { } spec) return;
                parsed++;
                var written = StudyFile.ToJson(spec);
                Assert.Equal(written, StudyFile.ToJson(StudyFile.Spec(written)));
                Assert.Equal(written, StudyFile.ToJson(JsonSerializer.Deserialize<StudySpec>(written, TunerJson.Options)));
            },
            tests: 2_000);

        Assert.InRange(parsed, 200, 2_000);
    }

    [Fact]
    public void Parse_RandomJson_NeverThrows() => Laws.Hold(Json(4), json => StudyFile.Parse(json), tests: 2_000);

    [Fact]
    public void Parse_RandomMembers_NeverThrows() => Laws.Hold(
        from members in (from name in Word from value in Json(3) select $"{name}: {value}").ListOf()
        select $$"""{"name": "s", {{string.Join(", ", members)}}}""",
        json => StudyFile.Parse(json),
        tests: 2_000);

    [Fact]
    public void Parse_MutatedFile_NeverThrows() => Laws.Hold(
        from file in Files
        from edits in (from at in Gen.Choose(0, 10_000) from with in Gen.Choose(-1, 255) select (at, with)).ListOf()
        select Mutate(Encoding.UTF8.GetBytes(file), edits),
        bytes => StudyFile.Parse(bytes),
        tests: 3_000);

    [Fact]
    public void Parse_RandomBytes_NeverThrows() =>
        Laws.Hold(Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(), bytes => StudyFile.Parse(bytes), tests: 1_000);

    private static Gen<string> Pairs(string format) =>
        from a in Lows
        from b in Highs
        select string.Format(System.Globalization.CultureInfo.InvariantCulture, format, a, b);

    private static Gen<string> Json(int depth)
    {
        var leaf = Gen.OneOf(Word, Gen.Elements(Scalars));
        if (depth == 0) return leaf;
        var inner = Json(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.ListOf().Select(items => $"[{string.Join(",", items.Take(4))}]"),
            (from name in Word from value in inner select $"{name}:{value}")
                .ListOf().Select(members => $"{{{string.Join(",", members.Take(6))}}}"));
    }

    /// <summary>Replaces bytes, or takes them out (-1).</summary>
    private static byte[] Mutate(byte[] bytes, IEnumerable<(int At, int With)> edits)
    {
        var mutated = bytes.ToList();
        foreach (var (at, with) in edits)
        {
            if (mutated.Count == 0) break;
            if (with < 0) mutated.RemoveAt(at % mutated.Count);
            else mutated[at % mutated.Count] = (byte)with;
        }

        return [.. mutated];
    }
}
