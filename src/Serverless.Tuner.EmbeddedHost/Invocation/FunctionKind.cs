namespace Serverless.Tuner.EmbeddedHost.Invocation;

internal enum FunctionKind
{
    Http,
    Timer,
    Orchestration,
    Activity,
}
