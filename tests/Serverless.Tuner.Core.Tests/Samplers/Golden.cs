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
        linear=1.1165201304001227
        log=0.005319476019651856
        stepped=0.6
        int=7
        logInt=368
        steppedInt=10
        model=net
        flags=2
        normal=4.444216251233751
        lognormal=0.7034374196109388
        truncated=2.2243468831414672
        layers=3
        width2=2.9302979520627312
        width3=25.306126908222843
        linear=0.9494703264612459
        log=0.002366873396107677
        stepped=0.6
        int=6
        logInt=207
        steppedInt=10
        model=net
        flags=true
        normal=4.518826030469137
        lognormal=0.48791322504866824
        truncated=2.2249336698982076
        layers=2
        width2=4.514968941194843

        """;
}
