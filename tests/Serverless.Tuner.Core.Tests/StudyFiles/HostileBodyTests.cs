using System.Diagnostics;
using System.Globalization;
using System.Text;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.StudyFiles;

/// <summary>
/// Study files as large as they may be, made to be expensive to read: reading
/// takes time by their length, and so does what is said of them.
/// </summary>
public sealed class HostileBodyTests
{
    private const int Tries = 3;

    /// <summary>None takes more than half a second alone on a machine; unoptimised code on a busy one may take longer.</summary>
    private const double MostSeconds = 2;

    private const int MostAnswer = 256 * 1024;

    private static readonly Dictionary<string, Func<string>> s_bodies = new()
    {
        ["unknown fields"] = () => File(Repeat(55_000, i => $"'parallel{i:x5}':0")),
        ["unknown fields of parameters"] = () =>
            Space(Repeat(1_000, i => $"'p{i}': {{'kind': 'float', 'low': 0, 'high': 1, {Repeat(90, k => $"'f{k}':0")}}}")),
        ["unknown options of the sampler"] = () => File($"'sampler': {{'type': 'tpe', {Repeat(80_000, i => $"'f{i:x}':0")}}}"),
        ["unknown options of the pruner"] = () => File($"'pruner': {{'type': 'median', {Repeat(80_000, i => $"'f{i:x}':0")}}}"),
        ["unknown fields in snake_case"] = () => File(Repeat(45_000, i => $"'parallel_a{i:x5}':0")),
        ["fields in both spellings"] = () => File($"'maxFailures': 1, {Repeat(55_000, _ => "'max_failures':1")}"),
        ["a long name in snake_case"] = () => File($"'{string.Concat(Enumerable.Repeat("a_", 490_000))}a': 0"),
        ["fields that stand twice"] = () => File(Repeat(90_000, _ => "'seed':0")),
        ["deep arrays"] = () => File($"'searchSpace': {new string('[', 1_000_000)}"),
        ["deep objects"] = () => File($"'searchSpace': {string.Concat(Enumerable.Repeat("{'a':", 200_000))}"),
        ["pruners in pruners"] = () =>
            File($"'pruner': {Nest(28, "'median'", inner => $"{{'type': 'patient', 'patience': 2, 'wrappedPruner': {inner}}}")}"),
        ["pruners in pruners, and space between"] = () =>
            File($"'pruner': {Nest(28, $"{new string(' ', 1_000_000)}'median'",
                inner => $"{{'type': 'patient', 'patience': 2, 'wrappedPruner': {inner}}}")}"),
        ["choices"] = () => Space(Repeat(15, i => $"'p{i}': {{'categorical': [{Repeat(10_000, k => $"{k}")}]}}")),
        ["too many choices"] = () => Space($"'p': {{'categorical': [{Repeat(150_000, k => $"{k}")}]}}"),
        ["conditions that never hold"] = () =>
            Space($"'p': {{'categorical': [{Repeat(10_000, k => $"{k}")}]}}"
                + $", {Repeat(12, i => $"'c{i}': {{'uniform': [0, 1], 'when': {{'p': [{Repeat(10_000, k => $"{k + 20_000}")}]}}}}")}"),
        ["a chain of conditions"] = () =>
            Space($"'p0': {{'categorical': [0, 1]}}"
                + $", {Repeat(9_999, i => $"'p{i + 1}': {{'categorical': [0, 1], 'when': {{'p{i}': [1]}}}}")}"),
        ["a circle of conditions"] = () =>
            Space(Repeat(10_000, i => $"'p{i}': {{'categorical': [0, 1], 'when': {{'p{(i + 1) % 10_000}': [1]}}}}")),
        ["conditions on everything before"] = () =>
            Space($"'p0': {{'categorical': [0, 1]}}"
                + $", {Repeat(400, i => $"'p{i + 1}': {{'categorical': [0, 1], 'when': {{{Repeat(i + 1, k => $"'p{k}':1")}}}}}")}"),
        ["one parameter that depends on thousands"] = () =>
            Space($"{Repeat(9_999, i => $"'p{i}': {{'categorical': [0, 1]}}")}"
                + $", 'last': {{'uniform': [0, 1], 'when': {{{Repeat(9_999, i => $"'p{i}':1")}}}}}"),
        ["a range of many arrays"] = () => Space($"'p': [0, 1, {Repeat(300_000, _ => "[]")}]"),
        ["a range of many numbers"] = () => Space($"'p': [0, 1, {Repeat(450_000, _ => "2")}]"),
        ["points of many choices"] = () =>
            File($"'searchSpace': {{{Repeat(8, i => $"'p{i}': {{'categorical': [{Repeat(10_000, k => $"'{k}'")}]}}")}}}"
                + $", 'enqueue': [{Repeat(1_000, _ => $"{{{Repeat(8, i => $"'p{i}':'9999'")}}}")}]"),
        ["points outside of many choices"] = () =>
            File($"'searchSpace': {{{Repeat(8, i => $"'p{i}': {{'categorical': [{Repeat(10_000, k => $"'{k}'")}]}}")}}}"
                + $", 'enqueue': [{Repeat(1_000, _ => $"{{{Repeat(8, i => $"'p{i}':10000")}}}")}]"),
        ["too many points"] = () => File($"'enqueue': [{Repeat(110_000, _ => "{'x':0}")}]"),
        ["points of unknown parameters"] = () => File($"'enqueue': [{Repeat(1_000, _ => $"{{{Repeat(100, i => $"'u{i}':0")}}}")}]"),
        ["wrong parameters"] = () => Space(Repeat(10_000, i => $"'p{i}': {{'kind': 'float', 'low': 1, 'high': 0, 'step': -1, 'log': 3}}")),
        ["a long name around errors"] = () =>
            Space($"'p': {{'kind': 'float', '{new string('n', 450_000)}': 1, 'low': 0, 'high': 1}}"
                + $", '{new string('q', 450_000)}': {{'kind': 'float', {Repeat(8_000, i => $"'f{i}':0")}}}"),
        ["a long name around choices"] = () => Space($"'{new string('q', 900_000)}': {{'categorical': [{Repeat(10_000, k => $"{k}")}]}}"),
        ["a long word where one of few is wanted"] = () => File($"'direction': '{new string('m', 1_000_000)}'"),
        ["a number of many digits"] = () => File($"'trials': {new string('9', 1_000_000)}"),
        ["a bound of many digits"] = () => Space($"'p': [0, 1.{new string('9', 1_000_000)}]"),
        ["a score of many metrics"] = () => File($"'score': {{{Repeat(80_000, i => $"'m{i:x}':1")}}}"),
        ["many guards"] = () => File($"'guards': [{Repeat(300_000, _ => "{}")}]"),
        ["many directions"] = () => File($"'directions': [{Repeat(90_000, _ => "'minimize'")}]"),
        ["many constraints"] = () => File($"'constraints': [{Repeat(1_000, i => $"'{i}{new string('c', 1_000)}'")}]"),
        ["many defaults and fixed values"] = () =>
            File($"'defaults': {{{Repeat(40_000, i => $"'m{i:x}':1")}}}, 'fixed': {{{Repeat(40_000, i => $"'m{i:x}':1")}}}"),
        ["many variables"] = () => File($"'objective': {{'command': ['run'], 'environment': {{{Repeat(60_000, i => $"'m{i:x}':''")}}}}}"),
        ["many wrong variables"] = () =>
            File($"'objective': {{'command': ['run'], 'environment': {{{Repeat(60_000, i => $"'-{i:x}':''")}}}}}"),
        ["no JSON at the end"] = () => $"{File(Repeat(80_000, i => $"'f{i:x}':0"))}]",
        ["no Unicode at the end"] = () => File($"{Repeat(80_000, i => $"'f{i:x}':0")}, '\\ud800': 1"),
    };

    public static TheoryData<string> Bodies => [.. s_bodies.Keys];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Parse_AMegabyteMadeToBeDear_TakesLessThanASecond(string kind)
    {
        var body = Encoding.UTF8.GetBytes(s_bodies[kind]());
        Assert.InRange(body.Length, 0, StudySpecParser.MaxBytes);
        var seconds = double.PositiveInfinity;
        var answer = 0;
        for (var i = 0; i < Tries && seconds > MostSeconds / 4; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var result = StudyFile.Parse(body);
            seconds = Math.Min(seconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
            answer = StudyFile.ToJson(result.Errors).Length;
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"hostile: {kind}: {body.Length} bytes, {seconds:0.000} s, {answer} characters of errors"));
        Assert.InRange(seconds, 0, MostSeconds);
        Assert.InRange(answer, 0, MostAnswer);
    }

    [Fact]
    public void ParseEnqueue_PointsOutsideOfManyChoices_TakesLessThanASecond()
    {
        var space = SearchSpace.Of(StudyFile.Spec(Space(Repeat(8, i => $"'p{i}': {{'categorical': [{Repeat(10_000, k => $"'{k}'")}]}}"))));
        var body = Encoding.UTF8.GetBytes($"{{\"points\": [{Repeat(1_000, _ => $"{{{Repeat(8, i => $"\"p{i}\":10000")}}}")}]}}");

        var start = Stopwatch.GetTimestamp();
        var (request, errors) = EnqueueRequestReader.Read(body, space);

        Assert.Null(request);
        Assert.Equal("and 7900 more errors", errors[^1].Detail);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, MostSeconds);
    }

    [Fact]
    public void Parse_ManyUnknownFields_SuggestsForThoseThatAreReported()
    {
        var errors = StudyFile.Parse(File(Repeat(300, i => $"'seed{i % 10}{(i < 10 ? "" : $"-{i}")}':0"))).Errors;

        Assert.Equal(101, errors.Count);
        Assert.Equal(("/seed0", "is not a field here; did you mean 'seed'?"), (errors[0].Pointer, errors[0].Detail));
        Assert.Equal(("", "and 200 more errors"), (errors[100].Pointer, errors[100].Detail));
    }

    /// <summary>A study file with the members, and with what it needs besides. Single quotes stand for double ones.</summary>
    private static string File(string members)
    {
        var objective = members.Contains("'objective'", StringComparison.Ordinal) ? "" : "'objective': {'command': ['run']}, ";
        var space = members.Contains("'searchSpace'", StringComparison.Ordinal) ? "" : "'searchSpace': {'x': [0, 1]}, ";
        return $"{{'name': 's', {objective}{space}{members}}}".Replace('\'', '"');
    }

    private static string Space(string parameters) => File($"'searchSpace': {{{parameters}}}");

    private static string Repeat(int count, Func<int, string> item) => string.Join(',', Enumerable.Range(0, count).Select(item));

    private static string Nest(int depth, string innermost, Func<string, string> around)
    {
        for (var i = 0; i < depth; i++) innermost = around(innermost);
        return innermost;
    }
}
