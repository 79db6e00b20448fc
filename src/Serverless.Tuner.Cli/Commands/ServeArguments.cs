using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Commands;

/// <summary>The options of every command that may start a server of its own.</summary>
internal sealed class ServeArguments
{
    private readonly Option<int?> _port = NumberRange.Port("--port", $"HTTP port on 127.0.0.1 (default {ServeOptions.DefaultPort})");

    private readonly Option<int?> _tablePort =
        NumberRange.Port("--table-port", $"Azurite's port on 127.0.0.1 (default {ServeOptions.DefaultTablePort})");

    private readonly Option<string?> _data = DataOption.Create();

    private readonly Option<string?> _connection = new(NamedStorage.Option)
    {
        Description = $"connection string of another storage than an Azurite of its own (default: {NamedStorage.Variable})",
        HelpName = "STRING",
    };

    private readonly Option<string?> _connectionFile = new(NamedStorage.FileOption)
    {
        Description = "a file that holds the connection string",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Add(_port);
        command.Add(_tablePort);
        command.Add(_data);
        command.Add(_connection);
        command.Add(_connectionFile);
    }

    public ServeOptions Read(ParseResult parsed) => new()
    {
        Data = DataDirectory.At(parsed.GetValue(_data)),
        Port = parsed.GetValue(_port) ?? ServeOptions.DefaultPort,
        TablePort = parsed.GetValue(_tablePort) ?? ServeOptions.DefaultTablePort,
        Storage = NamedStorage.Find(parsed.GetValue(_connection), parsed.GetValue(_connectionFile)),
    };
}
