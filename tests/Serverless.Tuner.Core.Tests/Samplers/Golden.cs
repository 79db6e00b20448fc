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
        linear=1.0776276381964656
        log=0.004528025521317735
        stepped=0.7
        int=2
        logInt=110
        steppedInt=70
        model=net
        flags=x
        normal=4.420380850242881
        lognormal=0.3624380223969107
        truncated=2.2670069254632934
        layers=3
        width2=9.699438024120713
        width3=45.932578514732654
        linear=0.8286293872105777
        log=0.00361375069584328
        stepped=0.7
        int=0
        logInt=19
        steppedInt=50
        model=net
        flags=x
        normal=5.972107914236263
        lognormal=0.3445786755286093
        truncated=2.235001150879274
        layers=3
        width2=5.80062331357907
        width3=11.712049103416478

        """;

    /// <summary>A point as text; doubles in the form that reads back as the same bits.</summary>
    public static string Text(IReadOnlyDictionary<string, ParameterValue> point) => string.Concat(point.Select(p => $"{p.Key}={p.Value}\n"));
}
