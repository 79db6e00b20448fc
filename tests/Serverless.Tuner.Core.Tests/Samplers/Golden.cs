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
        linear=0.9325335332404006
        log=0.00592890358028845
        stepped=0.8
        int=6
        logInt=98
        steppedInt=30
        model=net
        flags=true
        normal=3.6698719347097315
        lognormal=0.8005514014929518
        truncated=2.364172074947771
        layers=2
        width2=1.9830841073037722
        linear=0.8165170031271218
        log=0.000781604067410694
        stepped=1
        int=5
        logInt=769
        steppedInt=70
        model=net
        flags=true
        normal=3.2159748148806666
        lognormal=0.48079614589883635
        truncated=2.312008571031802
        layers=2
        width2=2.58924936228942

        """;
}
