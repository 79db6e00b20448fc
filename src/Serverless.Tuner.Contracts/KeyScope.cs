namespace Serverless.Tuner.Contracts;

/// <summary>What a key allows; each scope allows what those before it do.</summary>
public enum KeyScope
{
    /// <summary>To read studies and trials.</summary>
    Read,

    /// <summary>To evaluate trials: to be given them, to report of them and to end them.</summary>
    Work,

    /// <summary>To start, change and delete studies.</summary>
    Write,

    /// <summary>To make keys, and to have commands run.</summary>
    Admin,
}
