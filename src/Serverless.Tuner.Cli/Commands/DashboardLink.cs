using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Commands;

/// <summary>The address of the dashboard with the server's token, for whoever sits at the terminal.</summary>
internal static class DashboardLink
{
    /// <summary>The link. The token is behind the <c>#</c>, which browsers send nowhere, and the page takes it out of the address bar.
    /// </summary>
    public static string Of(ServerAddress server) =>
        server.Token is { } token ? $"{server}/#token={Uri.EscapeDataString(token)}" : $"{server}/";

    /// <summary>Writes it, unless the output goes to a file or another program: logs are kept, and read by others.</summary>
    public static void Write(Terminal terminal, ServerAddress server)
    {
        if (!terminal.Output.Profile.Out.IsTerminal) return;
        // In one piece: a line that is wrapped is no link.
        terminal.Json.WriteLine($"Dashboard: {Of(server)}");
    }
}
