namespace Serverless.Tuner.Cli.Servers;

/// <summary>Where a server answers, with its secrets as far as they are known.</summary>
internal sealed record ServerAddress(Uri Url, string? Token, string? Key = null)
{
    /// <summary>Called before each request: whether it is still the server
    /// that the token is for. Null when it outlives its client.</summary>
    public Func<bool>? IsThere { get; init; }

    /// <summary>Where a server listens for other machines, too; null when for its own alone.</summary>
    public RemoteReach? Remote { get; init; }

    /// <summary>Whether secrets may be sent there: within this machine, or over https.</summary>
    public bool IsConfidential => Url.IsLoopback || Url.Scheme == Uri.UriSchemeHttps;

    /// <summary>The address alone, for people.</summary>
    public override string ToString() => Url.AbsoluteUri.TrimEnd('/');
}
