using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>The server of a study that is watched, and the next one when the command that it belonged to has ended.</summary>
/// <param name="first">The server that was found or started first.</param>
/// <param name="next">Finds or starts another; null while there is none.</param>
/// <param name="meanwhile">What is said while the server has ended and no other answers yet.</param>
internal sealed class StudyServer(ApiConnection first, Func<CancellationToken, Task<ApiConnection?>> next, string meanwhile)
    : IAsyncDisposable
{
    private ApiConnection _connection = first;

    public Uri Url => _connection.Url;

    public TunerClient Client => _connection.Client;

    /// <summary>Whether studies go on after this command, as far as is known.</summary>
    public bool OutlivesUs => _connection.IsServer && !_connection.HasEnded;

    /// <summary>Why nothing is heard of the study, for people.</summary>
    public string Silence => _connection.HasEnded ? meanwhile : "The server does not answer; trying again ...";

    /// <summary>Turns to another server when this one has ended and another one is there.</summary>
    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        if (!_connection.HasEnded || await next(cancellationToken) is not { } other) return;
        await _connection.DisposeAsync();
        _connection = other;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>For a command that starts a server itself when it finds none.</summary>
    public static async Task<StudyServer> FindOrStartAsync(
        CliEnvironment environment, ServeOptions options, CancellationToken cancellationToken)
    {
        var finder = new ServerFinder(environment, named: null, options.Data);
        return new(
            await finder.ConnectOrStartAsync(options, cancellationToken),
            // Nothing else is written while a table is drawn.
            async stopping => await finder.ConnectOrStartAsync(options, stopping, isQuiet: true),
            "The server has ended, with the command that started it; starting one here ...");
    }
}
