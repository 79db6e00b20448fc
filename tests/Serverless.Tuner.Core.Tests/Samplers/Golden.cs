using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.Tests.Samplers;

/// <summary>Suggestions that must never change, bit for bit, on any machine or runtime.</summary>
internal static class Golden
{
    public const string Random = """
        linear=-0.5523436915005804
        log=0.005982743233216978
        stepped=0
        int=8
        logInt=10
        steppedInt=30
        model=net
        flags=x
        normal=5.990998773514949
        lognormal=0.3561218570127364
        truncated=2.4715745391096124
        layers=2
        width2=7.475028098548079
        linear=2.717788401385018
        log=2.5835712163632237E-05
        stepped=1
        int=5
        logInt=1
        steppedInt=90
        model=tree
        flags=x
        normal=3.743552126997759
        lognormal=0.24614470516610124
        truncated=2.287348848364832
        depth=3

        """;

    public const string Tpe = """
        linear=0.4441148878358159
        log=0.0005770746439781518
        stepped=0.8
        int=8
        logInt=27
        steppedInt=10
        model=tree
        flags=x
        normal=4.245435505930564
        lognormal=0.7134306125932139
        truncated=2.2284807020472166
        depth=3
        linear=0.8613996422008494
        log=0.002449432836737168
        stepped=0.4
        int=5
        logInt=213
        steppedInt=30
        model=net
        flags=true
        normal=4.2457998376050945
        lognormal=0.4121376192413633
        truncated=2.2085381371423867
        layers=2
        width2=3.492852115890415

        """;

    /// <summary>A point as text; doubles in the form that reads back as the same bits.</summary>
    public static string Text(IReadOnlyDictionary<string, ParameterValue> point) => string.Concat(point.Select(p => $"{p.Key}={p.Value}\n"));
}
