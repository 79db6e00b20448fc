using System.Diagnostics;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EndToEnd;

/// <summary>When <c>./tuner</c> builds: only when a source holds something else than the last time. The checkout is a small one, and its
/// <c>dotnet</c> writes down what it is asked for.</summary>
public sealed class CheckoutTests : IDisposable
{
    private const string Dotnet =
        """
        #!/usr/bin/env bash
        [ "$1" = build ] || { echo ran; exit; }
        echo built >> "$LOG"
        mkdir -p src/Serverless.Tuner.Cli/bin/Release/net10.0 && touch src/Serverless.Tuner.Cli/bin/Release/net10.0/tuner.dll
        """;

    private static readonly string[] Sources =
    [
        "src/A.cs", "src/B.cs", "bench/C.cs", "tests/D.cs", "samples/own-x/E.cs", "samples/dotnet-worker/E.cs", "samples/x.props",
        "samples/x.targets", "tools/x.js", "global.json", "host.json", "local.settings.json", ".editorconfig", "x.props", "x.sln",
        "package-lock.json", "node_modules/.package-lock.json"
    ];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tuner-checkout-");

    public CheckoutTests()
    {
        foreach (var source in Sources) Write(source, source);
        File.Copy(Path.Combine(Repository.Root, "tuner"), Path.Combine(Checkout, "tuner"));
        Write("../bin/dotnet", Dotnet);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(_directory.FullName, "bin/dotnet"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal(1, BuildsOf(Checkout));
    }

    private string Checkout => Path.Combine(_directory.FullName, "checkout");

    private string Log => Path.Combine(_directory.FullName, "log");

    [Fact]
    public void SameFiles_AreNotBuiltAgain() => Assert.Equal(0, BuildsOf(Checkout));

    [Fact]
    public void CopyWithNewTimes_IsNotBuiltAgain()
    {
        var copy = Path.Combine(_directory.FullName, "copy");
        using (var cp = Process.Start("cp", ["-r", Checkout, copy])) cp.WaitForExit();
        foreach (var source in Sources) File.SetLastWriteTimeUtc(Path.Combine(copy, source), DateTime.UtcNow);

        Assert.Equal(0, BuildsOf(copy));
    }

    [Fact]
    public void ChangedFile_IsBuiltOnce()
    {
        Write("src/A.cs", "something else");

        Assert.Equal(1, BuildsOf(Checkout));
        Assert.Equal(0, BuildsOf(Checkout));
    }

    [Fact]
    public void FileThatCameOrWent_IsBuilt()
    {
        Write("src/Z.cs", "new");
        // Older than the last build, as one that was moved here is.
        File.SetLastWriteTimeUtc(Path.Combine(Checkout, "src/Z.cs"), DateTime.UnixEpoch.AddYears(50));
        Assert.Equal(1, BuildsOf(Checkout));

        File.Delete(Path.Combine(Checkout, "src/B.cs"));
        Assert.Equal(1, BuildsOf(Checkout));
    }

    [Fact]
    public void ProgramThatIsGone_IsBuiltAgain()
    {
        Directory.Delete(Path.Combine(Checkout, "src/Serverless.Tuner.Cli"), recursive: true);

        Assert.Equal(1, BuildsOf(Checkout));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private void Write(string path, string text)
    {
        var file = Path.Combine(Checkout, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Runs <c>./tuner</c> of a checkout; how often that built.</summary>
    private int BuildsOf(string checkout)
    {
        File.WriteAllText(Log, "");
        var start = new ProcessStartInfo(Path.Combine(checkout, "tuner"), ["--version"]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{Path.Combine(_directory.FullName, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["LOG"] = Log;
        using var tuner = Process.Start(start)!;
        Assert.Equal("ran\n", tuner.StandardOutput.ReadToEnd());
        tuner.WaitForExit();
        Assert.Equal(0, tuner.ExitCode);
        return File.ReadAllLines(Log).Length;
    }
}
