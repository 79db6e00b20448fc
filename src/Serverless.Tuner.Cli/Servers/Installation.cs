namespace Serverless.Tuner.Cli.Servers;

/// <summary>Where the program's own files are: the top of the repository.</summary>
internal static class Installation
{
    private const string Landmark = "Serverless.Tuner.sln";

    /// <summary>The top of the repository that this program was built in; null when it was copied out of it.</summary>
    public static string? Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The path of a file in the repository; null when it is not there.</summary>
    public static string? Find(params ReadOnlySpan<string> names) =>
        Root is not null && Path.Combine([Root, .. names]) is var path && File.Exists(path) ? path : null;

    /// <summary>What a user types to run this program from the current directory.</summary>
    public static string Command => Find("tuner") is not { } script ? "tuner"
        : Root == Environment.CurrentDirectory ? "./tuner"
        : Quoted(script);

    /// <summary>A path as one word of a command line.</summary>
    public static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;

    private static string? FindRoot(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, Landmark))) return folder.FullName;
        return null;
    }
}
