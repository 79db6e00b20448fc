using System.Diagnostics;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>What a shell completes.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("stu", "study")]
    [InlineData("study tr", "trial", "trials", "cancel-trial", "retry-trial")]
    [InlineData("study list --st", "--state")]
    [InlineData("study list --state e", "Ended")]
    [InlineData("completion ", "bash", "fish", "zsh")]
    public async Task Suggest_CommandsOptionsAndValues(string line, params string[] words)
    {
        var found = await SuggestAsync(line);

        Assert.All(words, word => Assert.Contains(word, found));
        Assert.DoesNotContain("/h", found);
        Assert.DoesNotContain("-?", found);
    }

    [Fact]
    public async Task Suggest_NamesOfStudies_AreThoseOfTheServer()
    {
        await using var server = await FakeTuner.StartAsync();
        foreach (var name in (string[])["digits", "digits-2", "other"]) server.Add(name);
        var url = server.Url.AbsoluteUri;

        Assert.Equal(["digits", "digits-2"], (await SuggestAsync($"study show --server {url} dig")).Where(word => word[0] != '-'));
        Assert.Contains("other", await SuggestAsync($"study diff --server {url} digits o"));
    }

    [Theory]
    [InlineData("ask")]
    [InlineData("show")]
    public async Task Help_NamesOfStudies_AreNotInIt(string command)
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("digits");
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", command, "--server", server.Url.AbsoluteUri, "--help"));

        Assert.Contains("NAME>", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("digits", run.Output, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    /// <summary>A shell would run what stands in a word, if it were no name.</summary>
    [Fact]
    public async Task Suggest_AServerThatNamesNoStudies_IsNotBelieved()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("dig$(touch x)");
        server.Add("dig;x");
        server.Add("dig");

        Assert.Equal(["dig"], (await SuggestAsync($"study show --server {server.Url.AbsoluteUri} dig")).Where(word => word[0] != '-'));
    }

    [Fact]
    public async Task Suggest_AServerThatRefuses_IsSilent()
    {
        await using var server = await FakeTuner.StartAsync();
        server.Add("digits");
        server.Outage = 99;

        Assert.DoesNotContain(await SuggestAsync($"study show --server {server.Url.AbsoluteUri} d"), word => word[0] != '-');
        Assert.Contains("GET /v1/tuner/studies", server.Requests);
    }

    [Theory]
    [InlineData("study show --server http://127.0.0.1:1 d")]
    [InlineData("study show --server nonsense d")]
    [InlineData("study show --data /nowhere/at/all d")]
    public async Task Suggest_NoServer_IsSilentAndSoon(string line)
    {
        var watch = Stopwatch.StartNew();
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync($"[suggest:{line.Length}]", line));

        Assert.Empty(run.Error);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    /// <summary>The script itself, in a bash: with the program, a server, and no file but its own.</summary>
    [Fact]
    public async Task Bash_CompletesWithTheProgramThatWasTyped()
    {
        Assert.SkipWhen(!File.Exists("/bin/bash"), "there is no /bin/bash");
        await using var server = await FakeTuner.StartAsync();
        server.Add("digits");
        using var run = new CliRun();
        var tuner = run.File("tuner", $"#!/bin/sh\nexec dotnet '{typeof(CliApplication).Assembly.Location}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(tuner, (UnixFileMode)0b111_101_101);
        var script = run.File("test.sh", $$"""
            set -u
            export TUNER_SERVER={{server.Url.AbsoluteUri}}
            eval "$("{{tuner}}" completion bash)"
            complete -p tuner
            try() { # try LINE: completes its last word
                COMP_LINE=$1 COMP_POINT=${#1}
                read -r -a COMP_WORDS <<< "$1"
                if [[ $1 == *' ' ]]; then COMP_WORDS+=(""); fi
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _tuner_complete "${COMP_WORDS[0]}" "${COMP_WORDS[COMP_CWORD]}" ""
                printf '%s:' "${COMPREPLY[@]:-nothing}"
                echo
            }
            try "{{tuner}} stu"
            try "{{tuner}} study sto"
            try "{{tuner}} study show dig"
            try "{{tuner}} study trials --met"
            try "{{tuner}} study start no-such-f"
            TUNER_SERVER=http://127.0.0.1:1
            try "{{tuner}} study show dig"
            """);

        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", [script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync();

        Assert.Equal("", await error);
        Assert.Equal(
            ["complete -o default -F _tuner_complete tuner", "study:", "stop:", "digits:", "--metrics:", "nothing:", "nothing:"],
            (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "--no-execute")]
    public async Task Script_IsWellFormed(string shell, string check)
    {
        using var run = new CliRun();
        Assert.Equal(ExitCode.Done, await run.InvokeAsync("completion", shell));
        Assert.Contains("_tuner_complete", run.Output, StringComparison.Ordinal);
        string[] folders = ["/bin", "/usr/bin", "/usr/local/bin"];
        var path = folders.Select(folder => Path.Combine(folder, shell)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"there is no {shell}");

        using var process = Process.Start(path, [check, run.File("script", run.Output)]);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private static async Task<string[]> SuggestAsync(string line)
    {
        using var run = new CliRun();
        Assert.Equal(ExitCode.Done, await run.InvokeAsync($"[suggest:{line.Length}]", line));
        Assert.Empty(run.Error);
        return run.OutputLines;
    }
}
