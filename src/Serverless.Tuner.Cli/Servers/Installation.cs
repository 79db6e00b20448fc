namespace Serverless.Tuner.Cli.Servers;

/// <summary>Where the files are that the program works with: its own, those of its repository, and Azurite.</summary>
internal static class Installation
{
    /// <summary>The version of Azurite that the tables are safe with.</summary>
    public const string AzuriteVersion = "3.35.0";

    private const string Name = "tuner";
    private const string Landmark = "Serverless.Tuner.sln";

    /// <summary>The top of the repository that this program was built in; null when it was copied out of it.</summary>
    public static string? Root { get; } =
        FoldersFrom(AppContext.BaseDirectory).FirstOrDefault(folder => File.Exists(Path.Combine(folder, Landmark)));

    /// <summary>What runs Azurite; it lies beside the program.</summary>
    public static string AzuriteScript { get; } = Path.Combine(AppContext.BaseDirectory, "azurite", "azurite-table.js");

    /// <summary>Why there is no storage when <see cref="FindAzurite"/> finds none.</summary>
    public static string NoAzurite =>
        $"Azurite was not found: there is no node_modules/azurite in {AppContext.BaseDirectory}, in {Environment.CurrentDirectory}, "
        + $"or in a folder above one of them. Run `npm install azurite@{AzuriteVersion}` in your project's folder, or name a storage by "
        + "--connection-file or TUNER_STORAGE.";

    /// <summary>The path of a file in the repository; null when it is not there.</summary>
    public static string? Find(params ReadOnlySpan<string> names) =>
        Root is not null && Path.Combine([Root, .. names]) is var path && File.Exists(path) ? path : null;

    /// <summary>The folder of Azurite's npm package, in the <c>node_modules</c>
    /// of a folder or of one above it; null when there is none.</summary>
    /// <param name="folders">Where to look, the first first.</param>
    public static string? FindAzurite(params IEnumerable<string> folders) =>
        folders.SelectMany(FoldersFrom).Select(folder => Path.Combine(folder, "node_modules", "azurite"))
            .FirstOrDefault(package => File.Exists(Path.Combine(package, "package.json")));

    /// <summary>What a user types to run this program from the current directory.</summary>
    public static string Command => Find(Name) is not { } script ? Name
        : Root == Environment.CurrentDirectory ? "./tuner"
        : Quoted(script);

    /// <summary>A command line that a server gave, such as <c>tuner study resume a</c>, as a user types it here.</summary>
    public static string Own(string command) =>
        command.StartsWith($"{Name} ", StringComparison.Ordinal) ? Command + command[Name.Length..] : command;

    /// <summary>A text in which a server named commands between backquotes, with these as a user types them here.</summary>
    public static string OwnIn(string text) => text.Replace($"`{Name} ", $"`{Command} ", StringComparison.Ordinal);

    /// <summary>A path as one word of a command line.</summary>
    public static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;

    private static IEnumerable<string> FoldersFrom(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent) yield return folder.FullName;
    }
}
