namespace Serverless.Tuner.Cli.Servers;

/// <summary>Where a server answers, and what it asks for.</summary>
/// <param name="Url">Its root.</param>
/// <param name="Token">The token of a server of this program; null when it asks for none, or none is known.</param>
/// <param name="FunctionKey">The key of a function app on Azure; null when it asks for none, or none is known.</param>
internal sealed record ServerAddress(Uri Url, string? Token, string? FunctionKey = null)
{
    /// <summary>Whether it still is the server that the token is for: asked before each request. Null when it ends no sooner than its client.</summary>
    public Func<bool>? IsThere { get; init; }

    /// <summary>Whether nobody on the way reads what is sent there.</summary>
    public bool IsConfidential => Url.IsLoopback || Url.Scheme == Uri.UriSchemeHttps;

    /// <summary>The place alone: what is printed.</summary>
    public override string ToString() => Url.AbsoluteUri.TrimEnd('/');
}
