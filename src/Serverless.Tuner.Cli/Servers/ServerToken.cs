namespace Serverless.Tuner.Cli.Servers;

/// <summary>What a local server asks of every request, so that only those answer for it who may read its data directory.</summary>
internal static class ServerToken
{
    /// <summary>The environment variable with the token of a server that was named.</summary>
    public const string Variable = "TUNER_TOKEN";

    private const int Bytes = 32;

    /// <summary>A token that nobody guesses.</summary>
    public static string New() => OwnerOnlyFile.NewSecret(Bytes);
}
