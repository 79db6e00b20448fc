using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Commands;

/// <summary>The options that choose what runs the orchestrations of a server.</summary>
internal sealed class EngineArguments
{
    private const string Memory = "memory";
    private const string AzureStorage = "azure-storage";

    private readonly Option<string> _engine = new("--engine")
    {
        Description = $"what runs the studies: {Memory} (one server at a time), or {AzureStorage} (any number of servers with one "
            + $"storage, together)",
        HelpName = "ENGINE",
        DefaultValueFactory = _ => Memory,
    };

    private readonly Option<int?> _blobPort = NumberRange.Port(
        "--blob-port", $"Azurite's port for blobs (default {ServeOptions.DefaultBlobPort} with --engine {AzureStorage}, else a free "
        + $"one; 0: a free one)");

    private readonly Option<int?> _queuePort = NumberRange.Port(
        "--queue-port", $"Azurite's port for queues, with --engine {AzureStorage} (default {ServeOptions.DefaultQueuePort}, 0: a free "
        + $"one)");

    public EngineArguments() => _engine.AcceptOnlyFromAmong(Memory, AzureStorage);

    public static string Name(Engine engine) => engine == Engine.AzureStorage ? AzureStorage : Memory;

    public void AddTo(Command command)
    {
        command.Add(_engine);
        command.Add(_blobPort);
        command.Add(_queuePort);
    }

    /// <summary>Puts the values into the options of a server.</summary>
    public ServeOptions Read(ParseResult parsed, ServeOptions options) => options with
    {
        Engine = parsed.GetValue(_engine) == AzureStorage ? Engine.AzureStorage : Engine.Memory,
        BlobPort = parsed.GetValue(_blobPort),
        QueuePort = parsed.GetValue(_queuePort) ?? ServeOptions.DefaultQueuePort,
    };
}
