using ModelContextProtocol.Client;
using Serverless.Tuner.Functions.Tests.Agents;

namespace Serverless.Tuner.EndToEnd;

/// <summary>An agent that talks to <c>tuner mcp</c> in a process of its own, by the protocol's own client.</summary>
public sealed class AgentTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tuner-mcp-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task TheFiveWorkflows_ByStdio_WithAServerThatItStartsItself_ComeToWhatTheySay()
    {
        await using (var agent = await ConnectAsync("--allow-commands"))
        {
            await new AgentWorkflows(agent, "stdio").RunAsync();

            // A second agent finds the server of the first, and may not have programs run.
            await using var other = await ConnectAsync();
            var refused = await AgentWorkflows.TryAsync(other, "start_study", new()
            {
                ["name"] = "program",
                ["objective"] = new { command = new[] { "true" } },
                ["space"] = new { x = new[] { 0, 1 } },
            });
            Assert.True(refused.IsError);
            Assert.Contains("without --allow-commands", refused.Text, StringComparison.Ordinal);
            Assert.Contains("stdio-tuned", (await AgentWorkflows.TryAsync(other, "list_studies", [])).Text, StringComparison.Ordinal);
        }
    }

    private Task<McpClient> ConnectAsync(params string[] more)
    {
        string[] ports = ["--port", "0", "--table-port", "0"];
        var options = new StdioClientTransportOptions
        {
            Command = "dotnet",
            Arguments = [Path.Combine(AppContext.BaseDirectory, "tuner.dll"), "mcp", "--data", _data.FullName, .. ports, .. more],
            EnvironmentVariables = new Dictionary<string, string?> { ["TUNER_SERVER"] = null, ["TUNER_STORAGE"] = null },
            ShutdownTimeout = TimeSpan.FromSeconds(30),
        };
        return McpClient.CreateAsync(new StdioClientTransport(options));
    }
}
