namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>What the parser must know of the objectives that this app can evaluate.</summary>
public interface IObjectiveCatalog
{
    /// <summary>The names of the registered objectives.</summary>
    IReadOnlyCollection<string> Names { get; }

    /// <summary>Whether programs of the user's may be run (embedded host only).</summary>
    bool AllowsCommands { get; }

    /// <summary>What a study gets from a registered objective when it does
    /// not say so itself; null when there is none of that name.</summary>
    ObjectiveDefaults? Find(string name);

    /// <summary>What the objective itself finds wrong with a spec, by JSON pointer.</summary>
    IEnumerable<FieldError> Check(StudySpec spec) => [];
}
