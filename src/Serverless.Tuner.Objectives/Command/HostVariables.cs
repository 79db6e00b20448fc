using System.Text.RegularExpressions;

namespace Serverless.Tuner.Objectives.Command;

/// <summary>
/// Which environment variables stay with the host, by their names: its own settings, the credentials of it, its user or a CI
/// system, and those that make .NET load code, listen or write traces in every process that inherits them.
/// </summary>
internal static partial class HostVariables
{
    /// <summary>The prefix of this program's own variables: no study can have them passed on.</summary>
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
        // CI systems, of which trials need nothing.
        "ACTIONS_", "GITLAB", "JENKINS",
    ];

    // Where and how .NET is installed on this machine, without which a .NET program may not start.
    private static readonly string[] Kept =
    [
        "DOTNET_ROOT", "DOTNET_CLI_", "DOTNET_NOLOGO", "DOTNET_ROLL_FORWARD", "DOTNET_RUNNING_IN_CONTAINER", "DOTNET_SYSTEM_GLOBALIZATION_",
    ];

    /// <summary>Whether a variable stays with the host, unless <paramref name="isNamed"/>: the study asks for it.</summary>
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
