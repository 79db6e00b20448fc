using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>What it says of studies that were changed, and of why trials were chosen.</summary>
internal sealed partial class FakeTuner
{
    /// <summary>What was changed of its studies.</summary>
    public IReadOnlyList<StudyEdit>? Edits { get; set; }

    /// <summary>A change of every kind.</summary>
    public static IReadOnlyList<StudyEdit> EveryEdit { get; } =
    [
        new StudyEdit
        {
            At = Start.AddMinutes(40),
            By = "key 17",
            FromTrial = 40,
            Parameters =
            [
                new(Of("x", 20), Of("x", 10)),
                new(Of("z", 1) with { Kind = ParameterKind.Int }, null, ParameterValue.Of(1)),
            ],
            Dropped = [new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(99) }],
        },
        new StudyEdit
        {
            At = Start.AddMinutes(60),
            By = "owner",
            FromTrial = 60,
            Exclude =
            [
                new Dictionary<string, IReadOnlyList<ParameterValue>>
                {
                    ["x"] = [ParameterValue.Of(1.5), ParameterValue.Of(2)],
                    ["optimizer"] = [ParameterValue.Of("sgd"), ParameterValue.Of("adam")],
                },
            ],
        },
        new StudyEdit { At = Start.AddMinutes(61), By = "owner", FromTrial = 61, Hidden = 4, Where = ["x <= z", "x * z <= 9"] },
        new StudyEdit { At = Start.AddMinutes(62), By = "owner", FromTrial = 61, Shown = 4, Exclude = [], Where = [] },
    ];

    private static ParameterSpec Of(string name, double high) =>
        new() { Name = name, Kind = ParameterKind.Float, Low = 0, High = high };

    private void MapLiving(RouteGroupBuilder api)
    {
        api.MapPatch("studies/{name}/trials/{number:int}", async (string name, int number, HttpRequest request) =>
        {
            var body = await ReadAsync(request);
            Bodies.Enqueue(body);
            var hidden = body.Contains("true", StringComparison.Ordinal);
            return ForStudy(name, () => Ended(name).ElementAt(number) with { Hidden = hidden });
        });
        api.MapGet("studies/{name}/trials/{number:int}/explain", (string name, int number) => ForStudy(name, () => new ExplanationView
        {
            Number = number,
            Parameters = Ended(name).ElementAt(number).Parameters,
            Sentences = ["It was enqueued.", "Nobody else was there."],
            Sampler = "tpe",
            Seed = 1,
            SpaceRevision = 0,
        }));
        api.MapGet("studies/{name}/trials/{number:int}/replay", (string name, int number) => ForStudy(name, () => new ReplayView
        {
            Number = number,
            Same = number == 0,
            Result = number == 0 ? "The same point came out." : "Another point came out.",
            Parameters = Ended(name).ElementAt(number).Parameters,
            Computed = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of("a"), ["y"] = ParameterValue.Of(2) },
        }));
    }
}
