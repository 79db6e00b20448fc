namespace Serverless.Tuner.Cli.Servers;

/// <summary>Where the program's own files are: the top of the repository.</summary>
internal static class Installation
{
    private const string Landmark = "Serverless.Tuner.sln";

    /// <summary>The top of the repository that this program was built in; null when it was copied out of it.</summary>
    public static string? Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The script that runs Azurite's table service; null when it is not there.</summary>
    public static string? AzuriteScript =>
        Root is not null && Path.Combine(Root, "tools", "azurite-table.js") is var script && File.Exists(script) ? script : null;

    /// <summary>A sample's path; null when it is not there.</summary>
    public static string? Sample(string file) =>
        Root is not null && Path.Combine(Root, "samples", file) is var sample && File.Exists(sample) ? sample : null;

    private static string? Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, Landmark)))
                return folder.FullName;
        return null;
    }
}
