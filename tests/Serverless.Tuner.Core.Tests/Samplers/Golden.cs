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
        linear=0.9732580846270822
        log=0.0005660794833921301
        stepped=0.9
        int=8
        logInt=95
        steppedInt=30
        model=net
        flags=true
        normal=3.883759481366029
        lognormal=0.46353097535595156
        truncated=2.1630980945809686
        layers=3
        width2=2.2217517838655994
        width3=16.519075055078368
        linear=1.0051019593466588
        log=0.0006442738802242164
        stepped=1
        int=7
        logInt=74
        steppedInt=10
        model=net
        flags=true
        normal=4.061170480693708
        lognormal=0.34009416797625686
        truncated=2.18660256063432
        layers=3
        width2=1.382884388960662
        width3=60.00264429219831

        """;

    /// <summary>A point as text; doubles in the form that reads back as the same bits.</summary>
    public static string Text(IReadOnlyDictionary<string, ParameterValue> point) => string.Concat(point.Select(p => $"{p.Key}={p.Value}\n"));
}
