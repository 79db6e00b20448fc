using System.Collections;
using System.Runtime.Versioning;

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
    [InlineData("AZURE_CLIENT_SECRET")]
    [InlineData("AZURE_CLIENT_ID")]
    [InlineData("AZURE_STORAGE_ACCOUNT")]
    [InlineData("azure_tenant_id")]
    [InlineData("ARM_CLIENT_SECRET")]
    [InlineData("ARM_SUBSCRIPTION_ID")]
    [InlineData("AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    [InlineData("AWS_SESSION_TOKEN")]
    [InlineData("AWS_PROFILE")]
    [InlineData("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")]
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE")]
    [InlineData("GOOGLE_APPLICATION_CREDENTIALS")]
    [InlineData("GOOGLE_API_KEY")]
    [InlineData("GCP_PROJECT")]
    [InlineData("GCLOUD_PROJECT")]
    [InlineData("CLOUDSDK_AUTH_ACCESS_TOKEN")]
    [InlineData("CLOUDSDK_CONFIG")]
    [InlineData("IDENTITY_HEADER")]
    [InlineData("IDENTITY_ENDPOINT")]
    [InlineData("MSI_SECRET")]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("GITHUB_APP_TOKEN")]
    [InlineData("GH_TOKEN")]
    [InlineData("GH_ENTERPRISE_TOKEN")]
    [InlineData("GITLAB_TOKEN")]
    [InlineData("GITLAB_USER_LOGIN")]
    [InlineData("CI_JOB_TOKEN")]
    [InlineData("CI_REGISTRY_PASSWORD")]
    [InlineData("CI_DEPLOY_PASSWORD")]
    [InlineData("CI_JOB_JWT_V2")]
    [InlineData("ACTIONS_RUNTIME_TOKEN")]
    [InlineData("ACTIONS_ID_TOKEN_REQUEST_URL")]
    [InlineData("SYSTEM_ACCESSTOKEN")]
    [InlineData("BUILDKITE_AGENT_ACCESS_TOKEN")]
    [InlineData("CIRCLE_TOKEN")]
    [InlineData("CIRCLE_OIDC_TOKEN")]
    [InlineData("JENKINS_URL")]
    [InlineData("JENKINS_API_TOKEN")]
    [InlineData("NPM_TOKEN")]
    [InlineData("NODE_AUTH_TOKEN")]
    [InlineData("NUGET_API_KEY")]
    [InlineData("NUGET_KEY")]
    [InlineData("MyConnectionString")]
    [InlineData("SQLCONNSTR_Main")]
    [InlineData("REDIS_CONNECTION_STRING")]
    [InlineData("Storage__ConnectionString")]
    [InlineData("HF_TOKEN")]
    [InlineData("HUGGING_FACE_HUB_TOKEN")]
    [InlineData("WANDB_API_KEY")]
    [InlineData("OPENAI_API_KEY")]
    [InlineData("openai_api_key")]
    [InlineData("MLFLOW_TRACKING_PASSWORD")]
    [InlineData("PGPASSWORD")]
    [InlineData("MYSQL_PWD")]
    [InlineData("SMTP_PASS")]
    [InlineData("AZP_PAT")]
    [InlineData("BLOB_SAS")]
    [InlineData("DB_PASSWORD_FILE")]
    [InlineData("CLIENT_SECRET_VALUE")]
    [InlineData("TOKEN")]
    [InlineData("SECRET")]
    [InlineData("PASSWORD")]
    [InlineData("API_TOKENS")]
    [InlineData("APP_SECRETS")]
    [InlineData("SSH_PRIVATE_KEY")]
    [InlineData("SSH_KEY_PASSPHRASE")]
    [InlineData("DJANGO_SECRET_KEY")]
    [InlineData("my.token")]
    [InlineData("my-secret")]
    [InlineData("DOCKER_AUTH_CONFIG")]
    public void Of_WhatIsTheHosts_IsPassedOnOnlyIfTheStudyNamesIt(string name)
    {
        Assert.False(Of(ShellTrial.Of(""), (name, "secret")).ContainsKey(name));
        Assert.Equal("secret", Of(Naming(name), (name, "secret"))[name]);
    }

    [Theory]
    [InlineData("TUNER_KEY")]
    [InlineData("TUNER_TOKEN")]
    [InlineData("TUNER_STORAGE")]
    [InlineData("TUNER_SERVER")]
    [InlineData("TUNER_DATA")]
    [InlineData("tuner_key")]
    public void Of_WhatIsTheTuners_IsNeverPassedOn(string name) => Assert.False(Of(Naming(name), (name, "secret")).ContainsKey(name));

    [Fact]
    public void Of_NamedAndNotSet_IsAbsent() => Assert.False(Of(Naming("AWS_PROFILE"), ("aws_profile", "x")).ContainsKey("AWS_PROFILE"));

    [Fact]
    public void Of_NamedAndSetByTheStudy_HasTheStudysValue()
    {
        var trial = Naming("AWS_PROFILE");
        trial = new RecordingTrial(trial.Parameters)
        {
            Objective = trial.Objective with { Environment = new Dictionary<string, string> { ["AWS_PROFILE"] = "its" } },
        };
        Assert.Equal("its", Of(trial, ("AWS_PROFILE", "the host's"))["AWS_PROFILE"]);
    }

    [Theory]
    [InlineData("PATH")]
    [InlineData("HOME")]
    [InlineData("USER")]
    [InlineData("LANG")]
    [InlineData("LC_ALL")]
    [InlineData("LD_LIBRARY_PATH")]
    [InlineData("CUDA_VISIBLE_DEVICES")]
    [InlineData("OMP_NUM_THREADS")]
    [InlineData("VIRTUAL_ENV")]
    [InlineData("CONDA_PREFIX")]
    [InlineData("PYTHONPATH")]
    [InlineData("HTTP_PROXY")]
    [InlineData("SSH_AUTH_SOCK")]
    [InlineData("CI")]
    [InlineData("GITHUB_SHA")]
    [InlineData("GITHUB_ACTIONS")]
    [InlineData("BUILDKITE_BRANCH")]
    [InlineData("DOTNET_CLI_HOME")]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT")]
    [InlineData("DOTNET_ROOT_X64")]
    [InlineData("MY_TUNER_KEY")]
    [InlineData("HF_HOME")]
    [InlineData("TRANSFORMERS_CACHE")]
    [InlineData("TOKENIZERS_PARALLELISM")]
    [InlineData("HF_TOKENIZER_CACHE")]
    [InlineData("MONKEY")]
    [InlineData("KEYBOARD")]
    [InlineData("SECRETARY")]
    [InlineData("BYPASS_CACHE")]
    [InlineData("PASSES_MAX")]
    [InlineData("COMPASS")]
    [InlineData("PATTERN")]
    [InlineData("SAS_HOME")]
    [InlineData("CONSTRAINT")]
    [InlineData("MY_AWS_REGION")]
    [InlineData("ALARM_LEVEL")]
    [InlineData("SWARM_SIZE")]
    [InlineData("BASH_FUNC_module%%")]
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
        var trial = new RecordingTrial(Parameters.Of("{}"))
        {
            Study = "s",
            Number = 7,
            Seed = -3,
            Repeat = 2,
            Objective = ShellTrial.Of("").Objective,
        };
        var directory = new TrialDirectory(HeldDirectory.TryOpen(_folder)!, "trial");
        var environment = CommandEnvironment.Of(
            trial, directory, "/srv/study", new Hashtable { ["TMPDIR"] = "/tmp", ["PWD"] = "/", ["OLDPWD"] = "/" });
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["TUNER_STUDY"] = "s",
                ["TUNER_TRIAL"] = "7",
                ["TUNER_SEED"] = "-3",
                ["TUNER_REPEAT"] = "2",
                ["TUNER_WORKING_DIRECTORY"] = "/srv/study",
                ["TUNER_ARTIFACTS"] = directory.Artifacts,
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
                Environment = new Dictionary<string, string>
                {
                    ["OMP_NUM_THREADS"] = "{threads}",
                    ["JSON"] = "{{}}",
                    ["TMPDIR"] = "/scratch",
                    ["DOTNET_gcServer"] = "1",
                },
            },
        };
        var environment = Of(trial, ("OMP_NUM_THREADS", "8"));
        Assert.Equal(
            ["2", "{}", "/scratch", "1"],
            ((string[])["OMP_NUM_THREADS", "JSON", "TMPDIR", "DOTNET_gcServer"]).Select(name => environment[name]));
    }

    [Fact]
    public async Task EvaluateAsync_Program_SeesThisAndNothingElseOfTheHosts()
    {
        Environment.SetEnvironmentVariable("TUNER_KEY", "secret");
        Environment.SetEnvironmentVariable("AzureWebJobsStorage", "secret");
        try
        {
            var said = await ShellTrial.SayAsync(
                "say \"$GREETING $(env | grep -c =secret)\"", _folder, new Dictionary<string, string> { ["GREETING"] = "hello" });
            Assert.Equal("hello 0", said);
        }
        finally
        {
            Environment.SetEnvironmentVariable("TUNER_KEY", null);
            Environment.SetEnvironmentVariable("AzureWebJobsStorage", null);
        }
    }

    [Fact]
    public async Task EvaluateAsync_NamesThatNoShellTakes_ArriveToo()
    {
        string[] names = ["my.setting", "BASH_FUNC_hello%%", "0first", "with space"];
        foreach (var name in names) Environment.SetEnvironmentVariable(name, "() { echo 'a=b'; }");
        try
        {
            // Not through another shell, which might not hand them on either.
            var trial = new RecordingTrial(Parameters.Of("{}"))
            {
                Objective = new() { Kind = Contracts.ObjectiveKind.Command, Command = ["python3", "-c", """import os, json; print(json.dumps(dict(value=sum("echo 'a=b'" in value for value in os.environ.values()))))"""] },
            };
            Assert.Equal([4.0], (await ShellTrial.RunAsync(trial)).Values);
        }
        finally
        {
            foreach (var name in names) Environment.SetEnvironmentVariable(name, null);
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
        var result = await ShellTrial.RunAsync(
            new RecordingTrial(trial.Parameters) { Objective = trial.Objective with { Command = ["only-here"] } });
        Assert.Equal([5.0], result.Values);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static RecordingTrial Naming(string name) =>
        new(Parameters.Of("{}")) { Objective = ShellTrial.Of("").Objective with { PassEnvironment = ["OTHER", name] } };

    private Dictionary<string, string> Of(RecordingTrial trial, params (string Name, string Value)[] inherited) =>
        CommandEnvironment.Of(
            trial, new TrialDirectory(HeldDirectory.TryOpen(_folder)!, "trial"), _folder,
            inherited.ToDictionary(v => v.Name, v => v.Value));
}
