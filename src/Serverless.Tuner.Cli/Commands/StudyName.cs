namespace Serverless.Tuner.Cli.Commands;

/// <summary>The study that a command is about.</summary>
internal static class StudyName
{
    public static Argument<string?> Optional(StudyArguments arguments) => Completed(arguments, new Argument<string?>("NAME")
    {
        Description = "the study (default: the one that was created last)",
        HelpName = "NAME", // Else the help would list the studies that there are.
        Arity = ArgumentArity.ZeroOrOne,
    });

    public static Argument<string> Required(StudyArguments arguments, string name = "NAME", string description = "the study") =>
        Completed(arguments, new Argument<string>(name) { Description = description, HelpName = name });

    private static Argument<T> Completed<T>(StudyArguments arguments, Argument<T> name)
    {
        name.CompletionSources.Add(context => arguments.KnownStudies(context));
        return name;
    }
}
