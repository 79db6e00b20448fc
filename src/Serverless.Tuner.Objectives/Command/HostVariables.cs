using System.Text.RegularExpressions;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// Which environment variables are meant for the host and stay there, by their names: its own settings, the credentials that
/// it, its user or a CI system has, and what makes .NET load code, listen or write traces in every process that inherits it.
/// </summary>
internal static partial class HostVariables
{
    /// <summary>What this program's own variables start with: no study can have them passed on.</summary>
    private const string OwnPrefix = "TUNER_";

    private static readonly string[] Prefixes =
    [
        OwnPrefix,
        // The Functions runtime and ASP.NET Core.
        "AzureWebJobs", "AzureFunctions", "FUNCTIONS_", "WEBSITE_", "APPLICATIONINSIGHTS_", "APPINSIGHTS_", "ASPNETCORE_", "Kestrel__",
        "Logging__",
        "DOTNET_", "COMPlus_", "CORECLR_",
        // Clouds; IDENTITY_ and MSI_ hand out tokens of a managed identity.
        "AZURE_", "ARM_", "AWS_", "GOOGLE_", "GCP_", "GCLOUD_", "CLOUDSDK_", "IDENTITY_", "MSI_", "OCI_", "ALIBABA_CLOUD_",
        // CI systems of which more than the tokens is of no use to a trial.
        "ACTIONS_", "GITLAB", "JENKINS",
    ];

    // What says where and how .NET is installed on this machine, without which a program written for it may not start.
    private static readonly string[] Kept =
        ["DOTNET_ROOT",
            "DOTNET_CLI_", "DOTNET_NOLOGO", "DOTNET_ROLL_FORWARD", "DOTNET_RUNNING_IN_CONTAINER", "DOTNET_SYSTEM_GLOBALIZATION_"];

    /// <summary>Whether a variable stays with the host.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isNamed">Whether the study has it passed on.</param>
    public static bool IsTheHosts(string name, bool isNamed)
    {
        if (StartsWith(name, OwnPrefix)) return true;
        return !isNamed && (IsSecret.IsMatch(name) || (Prefixes.Any(p => StartsWith(name, p)) && !Kept.Any(p => StartsWith(name, p))));
    }

    // Words that name a secret wherever they stand (PGPASSWORD, SYSTEM_ACCESSTOKEN, ConnectionStrings__Default, NUGET_API_KEY), and
    // short ones that do only as words of their own: TOKENIZERS_PARALLELISM and BYPASS are no secrets.
    [GeneratedRegex(
        """
        PASSWORD | PASSWD | PASSPHRASE | CREDENTIAL | CONN(ECTION)?_?STR(ING)? | (ACCESS|AUTH|API|ID|REFRESH|BEARER)_?TOKEN | ^NUGET.*KEY
        | (API|ACCESS|ACCOUNT|PRIVATE|SECRET|SIGNING|ENCRYPTION|MASTER|SUBSCRIPTION|SHARED)_?KEY
        | (?<![A-Z0-9]) (TOKENS? | SECRETS? | JWT | DOCKER_AUTH_CONFIG) (?![A-Z0-9]) | _(PASS | PWD | PAT | SAS)$
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex IsSecret { get; }

    private static bool StartsWith(string name, string prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
