namespace Serverless.Tuner.Contracts;

/// <summary>The kinds of objective.</summary>
public enum ObjectiveKind
{
    /// <summary>A C# class found through dependency injection.</summary>
    Registered,

    /// <summary>A program of the user's.</summary>
    Command,

    /// <summary>Workers that ask for trials over HTTP and tell what came of them; nothing here evaluates any.</summary>
    External,

    /// <summary>A web endpoint of the user's.</summary>
    Http,
}
