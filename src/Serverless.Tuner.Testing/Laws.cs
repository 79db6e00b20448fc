using FsCheck;
using FsCheck.Fluent;

namespace Serverless.Tuner.Testing;

/// <summary>Checks laws on generated cases; a case that breaks one is shrunk, and told with the seed that brings it back.</summary>
internal static class Laws
{
#if MUTATION
    // Each of hundreds of mutants runs them.
    private const int Part = 5;
#else
    private const int Part = 1;
#endif

    public static void Hold<T>(Gen<T> cases, Action<T> law, int tests = 200) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests / Part).WithQuietOnSuccess(true), Prop.ForAll(cases.ToArbitrary(), law));

    /// <summary>For laws whose cases are long random histories: each is played from a seed.</summary>
    public static void HoldForSeeds(Action<int> law, int tests = 200) => Hold(Gen.Choose(0, int.MaxValue - 1), law, tests);
}
