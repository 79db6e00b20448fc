namespace Serverless.Tuner.Cli.Commands;

/// <summary>The study that a command is about.</summary>
internal static class StudyName
{
    public static Argument<string?> Optional() => new("NAME")
    {
        Description = "the study (default: the one that was created last)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Argument<string> Required() => new("NAME") { Description = "the study" };
}
