namespace Serverless.Tuner.Storage;

/// <summary>How many studies may run at once, of all or of some.</summary>
/// <param name="Name">What is limited: the app, a budget or a key.</param>
/// <param name="Most">How many.</param>
public sealed record QueueLimit(string Name, int Most)
{
    /// <summary>The limit of the app.</summary>
    internal const string App = "app";

    /// <summary>The limit of a budget.</summary>
    internal static string OfGroup(string name) => $"group~{name}";

    /// <summary>The limit of a key.</summary>
    internal static string OfKey(string id) => $"key~{id}";
}
