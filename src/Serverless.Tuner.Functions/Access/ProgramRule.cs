using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Functions.Http;

namespace Serverless.Tuner.Functions.Access;

/// <summary>
/// Programs belong to the owner: whoever has one run can do on the machine what the server can. Every way in which a study is brought
/// reads it with these catalogs, which know no commands for anybody else: neither is the study accepted, nor are its files looked for.
/// </summary>
internal sealed class ProgramRule(StudyCatalogs catalogs, ApiAccess access, Caller caller)
{
    private readonly Barred _barred = new(catalogs.Objectives);

    /// <summary>What a study of this caller's can name.</summary>
    public StudyCatalogs Catalogs => Reason is null ? catalogs : catalogs with { Objectives = _barred };

    /// <summary>The answer to a study that names a program and may not; null when what was read is no such.</summary>
    public JsonAnswer? Refusal => _barred.WasAsked && Reason is { } reason
        ? JsonAnswer.Problem(ProblemKind.Forbidden, "Programs are not run for you", reason)
        : null;

    /// <summary>The answer to a study that was read before, for the same caller, and names a program that may not be run now.</summary>
    public JsonAnswer? RefusalOf(StudySpec spec) => spec.Objective.Kind == ObjectiveKind.Command
        && (catalogs.Objectives.AllowsCommands ? Reason : "This server runs no study whose objective is a command.") is { } reason
            ? JsonAnswer.Problem(ProblemKind.Forbidden, "Programs are not run for you", reason)
            : null;

    private string? Reason => this switch
    {
        _ when !catalogs.Objectives.AllowsCommands => null, // Nobody may: the study itself is wrong then.
        _ when !caller.IsAdmin =>
            "A study whose objective is a command needs the token of the data directory or a key with the scope admin.",
        _ when caller.RefusesPrograms =>
            "`tuner mcp` was started without --allow-commands: its agent starts no study whose objective is a command.",
        _ when !access.AllowsCommands =>
            "This server listens for other machines and was started without --allow-commands: it runs no study whose objective is a "
            + "command.",
        _ => null,
    };

    private sealed class Barred(IObjectiveCatalog all) : IObjectiveCatalog
    {
        /// <summary>Whether a study was read that names a command.</summary>
        public bool WasAsked { get; private set; }

        public IReadOnlyCollection<string> Names => all.Names;

        public bool AllowsCommands
        {
            get
            {
                WasAsked = true;
                return false;
            }
        }

        public ObjectiveDefaults? Find(string name) => all.Find(name);

        public IEnumerable<FieldError> Check(StudySpec spec) => spec.Objective.Kind == ObjectiveKind.Command ? [] : all.Check(spec);
    }
}
