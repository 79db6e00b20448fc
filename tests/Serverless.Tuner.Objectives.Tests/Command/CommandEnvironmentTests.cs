using System.Collections;
using System.Runtime.Versioning;
using Serverless.Tuner.Objectives.Command;
using Xunit;

namespace Serverless.Tuner.Objectives.Tests.Command;

[UnsupportedOSPlatform("windows")]
public sealed class CommandEnvironmentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Theory]
    [InlineData("AzureWebJobsStorage")]
    [InlineData("AzureWebJobsStorage__accountKey")]
    [InlineData("AZUREWEBJOBSDASHBOARD")]
    [InlineData("AzureFunctionsJobHost__logging")]
    [InlineData("AZURE_FUNCTIONS_ENVIRONMENT")]
    [InlineData("FUNCTIONS_WORKER_RUNTIME")]
    [InlineData("WEBSITE_AUTH_ENCRYPTION_KEY")]
    [InlineData("ConnectionStrings__Default")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING")]
    [InlineData("ASPNETCORE_URLS")]
    [InlineData("DOTNET_STARTUP_HOOKS")]
    [InlineData("DOTNET_ENVIRONMENT")]
    [InlineData("DOTNET_gcServer")]
    [InlineData("COMPlus_EnableEventPipe")]
    [InlineData("CORECLR_PROFILER_PATH")]
    [InlineData("TUNER_KEY")]
    [InlineData("TUNER_ANYTHING")]
    public void Of_WhatIsTheHosts_IsNotPassedOn(string name)
    {
        Assert.False(Of(ShellTrial.Of(""), (name, "secret")).ContainsKey(name));
    }

    [Theory]
    [InlineData("HF_TOKEN")]
    [InlineData("PATH")]
    [InlineData("HOME")]
    [InlineData("LD_LIBRARY_PATH")]
    [InlineData("CUDA_VISIBLE_DEVICES")]
    [InlineData("DOTNET_CLI_HOME")]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT")]
    [InlineData("DOTNET_ROOT_X64")]
    [InlineData("MY_TUNER_KEY")]
    public void Of_WhatIsTheUsers_IsPassedOn(string name) => Assert.Equal("value", Of(ShellTrial.Of(""), (name, "value"))[name]);

    [Fact]
    public void Of_PythonUnbuffered_IsSetUnlessTheUserHas()
    {
        Assert.Equal("1", Of(ShellTrial.Of(""))["PYTHONUNBUFFERED"]);
        Assert.Equal("", Of(ShellTrial.Of(""), ("PYTHONUNBUFFERED", ""))["PYTHONUNBUFFERED"]);
    }

    [Fact]
    public void Of_Trial_IsNamed()
    {
        var trial = new RecordingTrial(Parameters.Of("{}")) { Study = "s", Number = 7, Seed = -3, Repeat = 2, Objective = ShellTrial.Of("").Objective };
        var directory = new TrialDirectory(_folder);
        var environment = CommandEnvironment.Of(trial, directory, "/srv/study", new Hashtable { ["TMPDIR"] = "/tmp", ["PWD"] = "/", ["OLDPWD"] = "/" });
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["TUNER_STUDY"] = "s", ["TUNER_TRIAL"] = "7", ["TUNER_SEED"] = "-3", ["TUNER_REPEAT"] = "2", ["TUNER_WORKING_DIRECTORY"] = "/srv/study",
            },
            environment.Where(v => v.Key.StartsWith("TUNER_", StringComparison.Ordinal)).ToDictionary());
        Assert.All((string[])["TMPDIR", "TMP", "TEMP"], name => Assert.Equal(directory.Temporary, environment[name]));
        Assert.Equal(directory.Work, environment["PWD"]);
        Assert.DoesNotContain("OLDPWD", environment.Keys);
    }

    [Fact]
    public void Of_TheStudysOwn_WinsAndIsExpanded()
    {
        var trial = new RecordingTrial(Parameters.Of("""{"threads":2}"""))
        {
            Objective = ShellTrial.Of("").Objective with
            {
                Environment = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = "{threads}", ["JSON"] = "{{}}", ["TMPDIR"] = "/scratch", ["DOTNET_gcServer"] = "1" },
            },
        };
        var environment = Of(trial, ("OMP_NUM_THREADS", "8"));
        Assert.Equal(["2", "{}", "/scratch", "1"], ((string[])["OMP_NUM_THREADS", "JSON", "TMPDIR", "DOTNET_gcServer"]).Select(name => environment[name]));
    }

    [Fact]
    public async Task EvaluateAsync_Program_SeesThisAndNothingElseOfTheHosts()
    {
        Environment.SetEnvironmentVariable("TUNER_KEY", "secret");
        Environment.SetEnvironmentVariable("AzureWebJobsStorage", "secret");
        try
        {
            var said = await ShellTrial.SayAsync("say \"$GREETING $(env | grep -c =secret)\"", _folder, new Dictionary<string, string> { ["GREETING"] = "hello" });
            Assert.Equal("hello 0", said);
        }
        finally
        {
            Environment.SetEnvironmentVariable("TUNER_KEY", null);
            Environment.SetEnvironmentVariable("AzureWebJobsStorage", null);
        }
    }

    [Fact]
    public async Task EvaluateAsync_PathOfTheStudy_IsWhereTheProgramIsLookedFor()
    {
        var bin = Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName;
        var program = Path.Combine(bin, "only-here");
        await File.WriteAllTextAsync(program, "#!/bin/sh\necho '{\"value\":5}'\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var trial = ShellTrial.Of("", _folder, environment: new Dictionary<string, string> { ["PATH"] = "bin:/usr/bin:/bin" });
        var result = await ShellTrial.RunAsync(new RecordingTrial(trial.Parameters) { Objective = trial.Objective with { Command = ["only-here"] } });
        Assert.Equal([5.0], result.Values);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Dictionary<string, string> Of(RecordingTrial trial, params (string Name, string Value)[] inherited) =>
        CommandEnvironment.Of(trial, new TrialDirectory(_folder), _folder, inherited.ToDictionary(v => v.Name, v => v.Value));
}
