using System.Diagnostics;

namespace Serverless.Tuner.Core.Tests.Samplers;

/// <summary>What samplers suggest is the same, bit for bit, whatever the processor: the tests of that run again in a process that uses
/// less of it.</summary>
public sealed class OtherProcessorsTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0")]
    [InlineData("DOTNET_PROCESSOR_COUNT", "1")]
    public async Task Suggest_WithLessOfTheProcessor_GivesTheSamePoints(string variable, string value)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TUNER_LONG") == "1", "takes minutes: --long");
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(OtherProcessorsTests).Assembly.Location, "-noLogo", "-noColor",
                "-method", $"*.{nameof(SamplerConformance.Suggest_FixedStudies_GivesTheseVeryPoints)}",
                "-method", $"*.{nameof(AutoSamplerTests.Suggest_NumbersKnown_GivesTheseVeryPoints)}",
            ])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[variable] = value;
        using var process = Process.Start(start)!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Matches("Total: [1-9][0-9]*, Errors: 0, Failed: 0", output);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
